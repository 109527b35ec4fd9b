"""Keys for reading: what they open, and where each was used."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from registry.ledger import keys

from .models import ReadingKey, ReadingUse

SCOPES = {"public": "reads_public", "changes": "reads_changes", "checks": "reads_checks"}
NOTED_AGAIN = timedelta(minutes=1)
ANSWERED, ELSEWHERE, OVER, BEYOND = "已答复", "地址不在允许范围", "已到期或者吊销", "超出权限"


def issue_key(key: ReadingKey, *, actor, today, reason="") -> str:
    """As `keys.issue`."""
    problems = key_problems(key, today)
    return keys.issue(key, problems, act="发放数据读取密钥", actor=actor, today=today, reason=reason)


def key_problems(key, today):
    """Why this key may not be given out; every reason."""
    if not any(getattr(key, field) for field in SCOPES.values()):
        yield "没有选择这枚密钥能做什么。请在读取公开内容、读取变化、批量核对中至少选一项。"
    yield from keys.span_problems(key, today)
    yield from keys.address_problems(key)


def key_of(secret: str):
    """The ReadingKey of a key in clear, or None."""
    return keys.key_of(ReadingKey.objects.all(), secret)


def outcome_of(key, scope, address, today) -> str:
    """What becomes of a request with this key: `ANSWERED`, or why it is refused."""
    if key.revoked_on or key.expires_on < today:
        return OVER
    if not keys.admits(key, address):
        return ELSEWHERE
    return ANSWERED if getattr(key, SCOPES[scope]) else BEYOND


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


def revoke_key(key, *, actor, today, reason):
    """As `keys.revoke`."""
    return keys.revoke(key, act="吊销数据读取密钥", actor=actor, today=today, reason=reason)
