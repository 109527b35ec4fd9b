"""Keys of other systems: made at random, shown once, kept as a fingerprint, used from given addresses, taken back at once (R55).

For every register whose rows have `prefix`, `digest`, `addresses`, `issued_on`, `expires_on` and `revoked_on`.
"""

import hashlib
import ipaddress
import secrets

from django.db import transaction

from registry.history.acting import acting
from registry.policy.dates import add_months, written

from .doors import require
from .errors import Refusal

PREFIX = 8
LONGEST_MONTHS = 24


def fingerprint(secret: str) -> str:
    """SHA-256 of a key of 256 random bits: nothing to guess, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue(key, problems, *, act, actor, today, reason) -> str:
    """Save an unsaved key. Returns it in clear, the only time it is to be had. Raises Refusal for `problems`, NotAllowed."""
    require(actor, f"{key._meta.app_label}.add_{key._meta.model_name}", act)
    problems = list(problems)
    if problems:
        raise Refusal(problems)
    secret = secrets.token_urlsafe(32)
    key.prefix, key.digest, key.issued_on = secret[:PREFIX], fingerprint(secret), today
    with acting(actor, reason or act):
        key.save()
    return secret


def span_problems(key, today):
    """Why it may not be valid until then; every reason."""
    latest = add_months(today, LONGEST_MONTHS)
    if key.expires_on < today:
        yield f"有效期至{written(key.expires_on)}，已经过去。请填写今天或以后的日期。"
    if key.expires_on > latest:
        yield f"密钥最长有效{LONGEST_MONTHS}个月，到{written(latest)}为止。请改短。"


def address_problems(key):
    """Which of its addresses are none."""
    for line in _lines(key.addresses):
        try:
            ipaddress.ip_network(line, strict=False)
        except ValueError:
            yield f"“{line}”不是网络地址。请填写例如 203.0.113.8 或 203.0.113.0/24，每行一个。"


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def admits(key, address: str) -> bool:
    """Whether the key may be used from this address; an empty list admits all."""
    allowed = _lines(key.addresses)
    try:
        sender = ipaddress.ip_address(address)
    except ValueError:
        return not allowed
    return not allowed or any(sender in ipaddress.ip_network(line, strict=False) for line in allowed)


def key_of(rows, secret: str):
    """The one of these rows that belongs to a key in clear, or None."""
    digest = fingerprint(secret)
    return next(
        (key for key in rows.filter(prefix=secret[:PREFIX]) if secrets.compare_digest(key.digest, digest)),
        None,
    )


@transaction.atomic
def revoke(key, *, act, actor, today, reason):
    """Take a key back at once. Raises Refusal, NotAllowed."""
    require(actor, f"{key._meta.app_label}.change_{key._meta.model_name}", act)
    if key.revoked_on:
        raise Refusal(f"密钥“{key}”已于{written(key.revoked_on)}吊销。")
    key.revoked_on = today
    with acting(actor, reason):
        key.save(update_fields=["revoked_on"])
    return key
