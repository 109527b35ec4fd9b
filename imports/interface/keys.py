"""Keys of the banks' interface: made at random, shown once, kept as a fingerprint, taken back at once."""

import ipaddress
import secrets

from django.db import transaction

from registry.credit.tokens import LONGEST_MONTHS, PREFIX, fingerprint, lines
from registry.history.acting import acting
from registry.history.errors import Refusal
from registry.ledger.doors import require
from registry.parties.second import CHECKER, MAKER
from registry.policy.dates import add_months, written

from ..models import UploadKey


@transaction.atomic
def issue_key(key: UploadKey, *, actor, today, reason="") -> str:
    """Save an unsaved key. Returns it in clear, the only time it is to be had. Raises Refusal, NotAllowed."""
    require(actor, "imports.add_uploadkey", "发放台账接口密钥")
    problems = list(key_problems(key, today))
    if problems:
        raise Refusal(problems)
    secret = secrets.token_urlsafe(32)
    key.prefix, key.digest, key.issued_on = secret[:PREFIX], fingerprint(secret), today
    with acting(actor, reason or "发放台账接口密钥"):
        key.save()
    return secret


def key_problems(key, today):
    """Why this key may not be given out; every reason."""
    latest = add_months(today, LONGEST_MONTHS)
    if key.expires_on < today:
        yield f"有效期至{written(key.expires_on)}，已经过去。请填写今天或以后的日期。"
    if key.expires_on > latest:
        yield f"密钥最长有效{LONGEST_MONTHS}个月，到{written(latest)}为止。请改短。"
    if not holder_acts(key):
        yield f"责任人{key.holder}在{key.bank}没有“银行经办”或“银行复核”岗位。请先授予岗位，或另选责任人。"
    for line in lines(key.addresses):
        try:
            ipaddress.ip_network(line, strict=False)
        except ValueError:
            yield f"“{line}”不是网络地址。请填写例如 10.1.2.3 或 10.1.2.0/24，每行一个。"


def holder_acts(key) -> bool:
    """Whether the key's holder is active and still makes or checks for the bank."""
    held = key.holder.memberships.current().filter(institution_id=key.bank_id, role__in=(MAKER, CHECKER))
    return key.holder.is_active and held.exists()


def key_of(secret: str):
    """The UploadKey of a key in clear, or None."""
    found = UploadKey.objects.filter(prefix=secret[:PREFIX]).select_related("bank", "holder")
    digest = fingerprint(secret)
    return next((key for key in found if secrets.compare_digest(key.digest, digest)), None)


@transaction.atomic
def revoke_key(key, *, actor, today, reason):
    """Take a key back at once."""
    require(actor, "imports.change_uploadkey", "吊销台账接口密钥")
    if key.revoked_on:
        raise Refusal(f"密钥“{key}”已于{written(key.revoked_on)}吊销。")
    key.revoked_on = today
    with acting(actor, reason):
        key.save(update_fields=["revoked_on"])
    return key
