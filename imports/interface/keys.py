"""Keys of the banks' interface: whose they are and whether that person still acts for the bank."""

from registry.ledger import keys
from registry.parties.second import CHECKER, MAKER

from ..models import UploadKey


def issue_key(key: UploadKey, *, actor, today, reason="") -> str:
    """As `keys.issue`."""
    problems = key_problems(key, today)
    return keys.issue(key, problems, act="发放台账接口密钥", actor=actor, today=today, reason=reason)


def key_problems(key, today):
    """Why this key may not be given out; every reason."""
    yield from keys.span_problems(key, today)
    if not holder_acts(key):
        yield f"责任人{key.holder}在{key.bank}没有“银行经办”或“银行复核”岗位。请先授予岗位，或另选责任人。"
    yield from keys.address_problems(key)


def holder_acts(key) -> bool:
    """Whether the key's holder is active and still makes or checks for the bank."""
    held = key.holder.memberships.current().filter(institution_id=key.bank_id, role__in=(MAKER, CHECKER))
    return key.holder.is_active and held.exists()


def key_of(secret: str):
    """The UploadKey of a key in clear, or None."""
    return keys.key_of(UploadKey.objects.select_related("bank", "holder"), secret)


def revoke_key(key, *, actor, today, reason):
    """As `keys.revoke`."""
    return keys.revoke(key, act="吊销台账接口密钥", actor=actor, today=today, reason=reason)
