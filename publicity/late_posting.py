"""A channel of R28 that told the public late: the later end is proposed, and adopted by a second person (A30).

While such a proposal waits, nothing of the notice is closed: an entry decided too early could not be taken back.
"""

from django.db import transaction

from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.ledger.proposals import must_be_proposed
from registry.ledger.proposals.models import Proposal
from registry.ledger.proposals.proposing import propose
from registry.policy.calendars import current_calendar
from registry.policy.dates import written

from .windows import recount

ACT = "count_window_later"


def end_from(notice, day):
    """The last day of the window were it counted from `day`."""
    days = notice.workdays + notice.extra_workdays
    return current_calendar().window(day, days, count_first=notice.counts_publication_day).end


def extension_problems(notice, *, counted_from, why) -> list[str]:
    """Why the end cannot be moved: the notice is no longer open, or the end would not become later."""
    if notice.status != "open":
        return [f"“{notice}”现在是“{notice.get_status_display()}”，不能再顺延公示期。"]
    if end_from(notice, counted_from) <= notice.ends_on:
        return [f"自{written(counted_from)}起算，截止日不晚于现在的{written(notice.ends_on)}，不需要顺延。"]
    return []


def propose_later_end(posting, *, actor, today):
    """Propose the later end a late posting calls for. Returns the Proposal, None where none is called for."""
    notice, why = (
        posting.notice,
        f"{posting.get_channel_display()}{posting.place}于{written(posting.posted_on)}才发布",
    )
    given = {"counted_from": posting.posted_on, "why": why}
    if extension_problems(notice, **given) or waiting_extension(notice, today):
        return None
    reason = f"{why}，应从该日起算满{notice.workdays}个工作日"
    return propose(ACT, notice, actor=actor, today=today, reason=reason, **given)


def waiting_extension(notice, today):
    """The open proposal to move this notice's end, or None."""
    rows = Proposal.objects.waiting(today).filter(act=ACT, record_id=notice.pk)
    return rows.first()


@transaction.atomic
def count_from(notice, *, counted_from, why, actor, today, reason=""):
    """Count the window from a later day. Under an approved proposal only. Raises Refusal."""
    require(actor, "publicity.open_notice", "顺延公示期")
    must_be_proposed(ACT, actor, "顺延公示期")
    notice.refresh_from_db()
    problems = extension_problems(notice, counted_from=counted_from, why=why)
    if problems:
        raise Refusal(problems)
    notice.counted_from = counted_from
    recount(notice, current_calendar(), actor=actor, because=why, reason=reason)
    return notice
