"""Keys of the interface: made at random, shown once, kept as a fingerprint, taken back at once (R55)."""

import hashlib
import ipaddress
import secrets

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.policy.dates import add_months, written

from .delivering import REPORTER
from .models import ApiToken

PREFIX = 8
LONGEST_MONTHS = 24


def fingerprint(secret: str) -> str:
    """SHA-256 of a key of 256 random bits: nothing to guess, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue_token(token: ApiToken, *, actor, today, reason=""):
    """Save an unsaved token. Returns the key in clear, the only time it is to be had. Raises Refusal, NotAllowed."""
    require(actor, "credit.add_apitoken", "发放接口密钥")
    problems = token_problems(token, today)
    if problems:
        raise Refusal(problems)
    secret = secrets.token_urlsafe(32)
    token.prefix, token.digest, token.issued_on = secret[:PREFIX], fingerprint(secret), today
    with acting(actor, reason or "发放接口密钥"):
        token.save()
    return secret


def token_problems(token, today):
    """Why this key may not be given out; every reason."""
    problems = []
    if token.expires_on < today:
        problems.append(f"有效期至{written(token.expires_on)}，已经过去。请填写今天或以后的日期。")
    if token.expires_on > add_months(today, LONGEST_MONTHS):
        problems.append(
            f"密钥最长有效{LONGEST_MONTHS}个月，到{written(add_months(today, LONGEST_MONTHS))}为止。请改短。"
        )
    if not holder_reports(token):
        problems.append(
            f"责任人{token.holder}在{token.source.institution}没有“信用信息报送”岗位。请先授予岗位，或另选责任人。"
        )
    for line in lines(token.addresses):
        try:
            ipaddress.ip_network(line, strict=False)
        except ValueError:
            problems.append(f"“{line}”不是网络地址。请填写例如 10.1.2.3 或 10.1.2.0/24，每行一个。")
    return problems


def holder_reports(token) -> bool:
    """Whether the key's holder is active and still reports for the source's institution."""
    held = token.holder.memberships.current()
    return (
        token.holder.is_active
        and held.filter(role=REPORTER, institution_id=token.source.institution_id).exists()
    )


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def admits(token, address: str) -> bool:
    """Whether the key may be used from this address; an empty list admits all."""
    allowed = lines(token.addresses)
    return not allowed or any(
        ipaddress.ip_address(address) in ipaddress.ip_network(line, strict=False) for line in allowed
    )


def token_of(secret: str):
    """The token of a key in clear, or None."""
    found = ApiToken.objects.filter(prefix=secret[:PREFIX]).select_related("source__institution", "holder")
    digest = fingerprint(secret)
    return next((token for token in found if secrets.compare_digest(token.digest, digest)), None)


@transaction.atomic
def revoke_token(token, *, actor, today, reason):
    """Take a key back at once."""
    require(actor, "credit.change_apitoken", "吊销接口密钥")
    if token.revoked_on:
        raise Refusal(f"密钥“{token}”已于{written(token.revoked_on)}吊销。")
    token.revoked_on = today
    with acting(actor, reason):
        token.save(update_fields=["revoked_on"])
    return token
