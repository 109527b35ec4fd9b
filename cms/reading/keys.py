"""Keys for reading: made at random, shown once, kept as a fingerprint, taken back at once; each use is remembered."""

import ipaddress
import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction

from registry.credit.tokens import LONGEST_MONTHS, PREFIX, fingerprint, lines
from registry.history.acting import acting
from registry.history.errors import Refusal
from registry.ledger.doors import require
from registry.policy.dates import add_months, written

from .models import ReadingKey, ReadingUse

SCOPES = {"public": "reads_public", "changes": "reads_changes", "checks": "reads_checks"}
NOTED_AGAIN = timedelta(minutes=1)
ANSWERED, ELSEWHERE, OVER, BEYOND = "已答复", "地址不在允许范围", "已到期或者吊销", "超出权限"


@transaction.atomic
def issue_key(key: ReadingKey, *, actor, today, reason="") -> str:
    """Save an unsaved key. Returns it in clear, the only time it is to be had. Raises Refusal, NotAllowed."""
    require(actor, "cms.add_readingkey", "发放数据读取密钥")
    problems = list(key_problems(key, today))
    if problems:
        raise Refusal(problems)
    secret = secrets.token_urlsafe(32)
    key.prefix, key.digest, key.issued_on = secret[:PREFIX], fingerprint(secret), today
    with acting(actor, reason or "发放数据读取密钥"):
        key.save()
    return secret


def key_problems(key, today):
    """Why this key may not be given out; every reason."""
    latest = add_months(today, LONGEST_MONTHS)
    if not any(getattr(key, field) for field in SCOPES.values()):
        yield "没有选择这枚密钥能做什么。请在读取公开内容、读取变化、批量核对中至少选一项。"
    if key.expires_on < today:
        yield f"有效期至{written(key.expires_on)}，已经过去。请填写今天或以后的日期。"
    if key.expires_on > latest:
        yield f"密钥最长有效{LONGEST_MONTHS}个月，到{written(latest)}为止。请改短。"
    for line in lines(key.addresses):
        try:
            ipaddress.ip_network(line, strict=False)
        except ValueError:
            yield f"“{line}”不是网络地址。请填写例如 203.0.113.8 或 203.0.113.0/24，每行一个。"


def key_of(secret: str):
    """The ReadingKey of a key in clear, or None."""
    found = ReadingKey.objects.filter(prefix=secret[:PREFIX])
    digest = fingerprint(secret)
    return next((key for key in found if secrets.compare_digest(key.digest, digest)), None)


def outcome_of(key, scope, address, today) -> str:
    """What becomes of a request with this key: `ANSWERED`, or why it is refused."""
    if key.revoked_on or key.expires_on < today:
        return OVER
    if not _admits(key, address):
        return ELSEWHERE
    return ANSWERED if getattr(key, SCOPES[scope]) else BEYOND


def _admits(key, address):
    allowed = lines(key.addresses)
    try:
        sender = ipaddress.ip_address(address)
    except ValueError:
        return not allowed
    return not allowed or any(sender in ipaddress.ip_network(line, strict=False) for line in allowed)


def note(key, address, outcome, moment):
    """Remember that the key was shown; written at most once a minute for each address and outcome."""
    seen = ReadingUse.objects.filter(key=key, address=address, outcome=outcome)
    last = seen.values_list("last_at", flat=True).first()
    if last is None:
        try:
            with transaction.atomic():
                seen.create(key=key, address=address, outcome=outcome, first_at=moment, last_at=moment)
        except IntegrityError:
            return
    elif last < moment - NOTED_AGAIN:
        seen.update(last_at=moment)


@transaction.atomic
def revoke_key(key, *, actor, today, reason):
    """Take a key back at once. Raises Refusal, NotAllowed."""
    require(actor, "cms.change_readingkey", "吊销数据读取密钥")
    if key.revoked_on:
        raise Refusal(f"密钥“{key}”已于{written(key.revoked_on)}吊销。")
    key.revoked_on = today
    with acting(actor, reason):
        key.save(update_fields=["revoked_on"])
    return key
