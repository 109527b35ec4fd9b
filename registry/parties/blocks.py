"""Why a business may not apply or borrow (R41, R49, R58, R59): rooms above add their reasons as sources."""

from .models import Qualification

_SOURCES = {}


def register_source(source, among):
    """Add `source(business, today) -> list[str]` (Chinese sentences with their clause). Called from AppConfig.ready.

    `among(pks) -> iterable of pks` gives the businesses it may have something to say of, so that many are asked at once.
    """
    _SOURCES[source] = among


def possibly_blocked(pks) -> set:
    """Those of these businesses about which a source may have something to say; the others are not shut out."""
    cancelled = Qualification.objects.filter(business__in=pks, status="cancelled").values_list(
        "business", flat=True
    )
    return set(cancelled).union(*(among(pks) for among in _SOURCES.values()))


def block_reasons(business, today) -> list[str]:
    """Every reason why the business is shut out today; empty when it may apply."""
    reasons = []
    for source in (_cancelled, *_SOURCES):
        reasons += source(business, today)
    return reasons


def _cancelled(business, today):
    cancelled = business.qualifications.filter(status="cancelled").exclude(cancelled_on__gt=today)
    last = cancelled.order_by("-cancelled_on", "-id").first()
    if last is None or business.qualifications.filter(status__in=Qualification.IN_FORCE).exists():
        return []
    if last.may_reapply_on and last.may_reapply_on <= today:
        return []
    until = f"{last.may_reapply_on:%Y年%m月%d日}以前" if last.may_reapply_on else ""
    day = f"已于{last.cancelled_on:%Y年%m月%d日}" if last.cancelled_on else "已"
    return [f"{business}{day}被取消信用资格，{until}不得再申请“信保贷”（文件二（二）5）。"]
