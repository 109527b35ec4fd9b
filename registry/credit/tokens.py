"""Keys of those who report credit facts: whose they are and whether that person still reports (R55)."""

from registry.ledger import keys

from .delivering import REPORTER
from .models import ApiToken


def issue_token(token: ApiToken, *, actor, today, reason=""):
    """As `keys.issue`."""
    problems = token_problems(token, today)
    return keys.issue(token, problems, act="发放接口密钥", actor=actor, today=today, reason=reason)


def token_problems(token, today):
    """Why this key may not be given out; every reason."""
    yield from keys.span_problems(token, today)
    if not holder_reports(token):
        yield f"责任人{token.holder}在{token.source.institution}没有“信用信息报送”岗位。请先授予岗位，或另选责任人。"
    yield from keys.address_problems(token)


def holder_reports(token) -> bool:
    """Whether the key's holder is active and still reports for the source's institution."""
    held = token.holder.memberships.current()
    return (
        token.holder.is_active
        and held.filter(role=REPORTER, institution_id=token.source.institution_id).exists()
    )


def token_of(secret: str):
    """The token of a key in clear, or None."""
    return keys.key_of(ApiToken.objects.select_related("source__institution", "holder"), secret)


def revoke_token(token, *, actor, today, reason):
    """As `keys.revoke`."""
    return keys.revoke(token, act="吊销接口密钥", actor=actor, today=today, reason=reason)
