"""The public check of the blacklist: one exact code, and only what is shown today (decision 0029; domain §5.1, §5.3)."""

from datetime import timedelta

from registry.ledger.models import StatusChange
from registry.policy.dates import written
from registry.sanctions.models import BlacklistCase

from .models import Announcement
from .shown import sanction_line


def shown_on(code, *, on, today):
    """Published listings of one business that were to be seen on day `on`. What is hidden today is never answered for.

    A repaired or expired listing must not be told again (终止公示、停止使用): asking for an earlier day gives nothing.
    """
    rows = BlacklistCase.objects.public(today).filter(business__uscc=code)
    return list(rows.filter(publish_from__lte=on, max_until__gt=on).order_by("publish_from", "pk"))


def answer_for(code, *, on, today) -> dict | None:
    """The lines of the check page and the address of the announcement; None where nothing is shown."""
    cases = shown_on(code, on=on, today=today)
    if not cases:
        return None
    lines = []
    for case in cases:
        last = case.max_until - timedelta(days=1)
        lines.append(
            f"因{case.get_ground_display()}被列入信贷“黑名单”，依据{case.legal_basis}，"
            f"公开期{written(case.publish_from)}至{written(last)}。{written(case.min_until)}起可以申请信用修复，不收取费用。"
        )
    return {"lines": lines, "url": _address(cases[0])}


def board(today) -> list[dict]:
    """Every listing that may lawfully be shown today, newest first: subject, ground, basis, term, announcement (R51, §5.4)."""
    rows = BlacklistCase.objects.public(today).select_related("business").order_by("-publish_from", "pk")
    return [
        {
            **sanction_line(case.business), "ground": case.get_ground_display(), "basis": case.legal_basis,
            "from": case.publish_from, "last": case.max_until - timedelta(days=1), "repair_from": case.min_until,
            "url": _address(case),
        }
        for case in rows
    ]  # fmt: skip


def _address(case):
    change = StatusChange.objects.of(case).filter(move="publish").last()
    told = Announcement.objects.filter(cause=f"change:{change.position}").first() if change else None
    return told.get_absolute_url() if told else ""
