"""The window of a notice: counted at publication, made certain or moved later by a new calendar, never shortened.

R29, A10, A30, domain §4.4. The day marks are stored with the notice, so that the page shows what was counted then.
"""

from datetime import date, timedelta

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.proposals.extending import Running, propose_extension
from registry.policy.calendars import authority, current_calendar
from registry.policy.dates import written
from registry.policy.rules import publicity_starts_on, publicity_window
from registry.policy.versions import terms_on

from .models import Notice

_KEPT = "公示期不缩短，仍以公布的截止日为准"
_UNTOLD = "规定的渠道尚未全部发布，不计入"
WINDOW_FIELDS = ("counted_from", "ends_on", "provisional", "calendar_version", "marks", "extension_note")
NOTE = 300


def fix_window(notice, *, today):
    """Count the window of a notice published `today` under the policy and calendar of that day. Saves nothing."""
    terms = terms_on(today)
    window = publicity_window(today, terms, current_calendar())
    notice.published_on, notice.starts_on = today, window.first
    notice.ends_on = notice.announced_ends_on = window.end
    notice.workdays, notice.counts_publication_day = terms.publicity_workdays, terms.count_publication_day
    _take(notice, window)
    return window


def window_under(notice, calendar):
    """The window of a published notice under `calendar`, by the rules fixed at its publication."""
    clock_on = notice.published_on
    posted = notice.postings.exclude(channel="website").values_list("posted_on", flat=True)
    start = publicity_starts_on(clock_on, posted, terms_on(clock_on))
    start = max(start, notice.counted_from or start)
    return calendar.window(
        start, notice.workdays + notice.extra_workdays, count_first=notice.counts_publication_day
    )


@transaction.atomic
def review_window(notice, *, actor, today, reason=""):
    """By hand: count one window again. A later end of a certain window is proposed to a second person (R69, §4.4)."""
    require(actor, "publicity.close_notice", "核定公示期")
    if not notice.provisional and late_end(notice, current_calendar()):
        return propose_extension(notice, actor=actor, today=today, reason=reason)
    return recount(notice, current_calendar(), actor=actor, reason=reason)


def extend_window(notice, window, *, actor, today, reason, because):
    """Take the later end a second person has approved, or the system made certain."""
    return recount(notice, current_calendar(), actor=actor, reason=reason, because=because)


@transaction.atomic
def recount(notice, calendar, *, actor, reason="", because=""):
    """Count one window again: later or more certain, never earlier than was shown. True when anything changed.

    `because` is what the public reads (default: the papers that rearranged the days), `reason` stays in the history.
    """
    window = window_under(notice, calendar)
    end = max(window.end, notice.ends_on)
    if (end, window.provisional, window.version) == (
        notice.ends_on,
        notice.provisional,
        notice.calendar_version,
    ):
        return False
    moved, was_provisional = end > notice.ends_on, notice.provisional
    because = because or authority(window, counted_before(notice))
    before, notice.ends_on = notice.ends_on, end
    _take(notice, window)
    if moved or (was_provisional and not window.provisional):
        notice.extension_note = _note(notice, moved, because, before)
    with acting(actor, reason or "按新的工作日历核定公示期"):
        notice.save(update_fields=WINDOW_FIELDS)
    return True


def lengthen(notice, workdays, calendar, *, today, why):
    """Make the window `workdays` longer, after its last day or after `today`, whichever is later. Call in `acting`."""
    wanted = calendar.window(max(today, notice.ends_on), workdays).end
    window = window_under(notice, calendar)
    while window.end < wanted:
        notice.extra_workdays += 1
        window = window_under(notice, calendar)
    before, notice.ends_on = notice.ends_on, max(window.end, notice.ends_on)
    _take(notice, window)
    notice.extension_note = _note(notice, True, why, before)
    notice.save(update_fields=[*WINDOW_FIELDS, "extra_workdays"])


def late_end(notice, calendar):
    """The later end a changed calendar calls for and nobody has adopted yet, or None."""
    end = window_under(notice, calendar).end
    return end if end > notice.ends_on else None


def counted_before(notice) -> dict:
    """The marks shown until now: day -> counted."""
    return {date.fromisoformat(mark["date"]): mark["counted"] for mark in notice.marks}


RUNNING = Running(
    "publicity.notice", "公示期",
    rows=lambda today: Notice.objects.filter(status="open", published_on__lte=today).order_by("id"),
    window=window_under, ends_on=lambda notice: notice.ends_on, provisional=lambda notice: notice.provisional,
    extend=extend_window, counted_before=counted_before,
)  # fmt: skip


def missing_years(notice, calendar) -> list[int]:
    """Years the window touches that have no official arrangement yet."""
    years = range(notice.published_on.year, notice.ends_on.year + 1)
    return [year for year in years if year not in calendar.official_years]


def _take(notice, window):
    notice.provisional, notice.calendar_version = window.provisional, window.version
    marks = [{"date": m.date.isoformat(), "counted": m.counted, "why": m.why} for m in window.days]
    lead = (window.days[0].date - notice.published_on).days if window.days else 0
    early = [notice.published_on + timedelta(days=n) for n in range(lead)]
    marks = [{"date": day.isoformat(), "counted": False, "why": _UNTOLD} for day in early] + marks
    spare = (notice.ends_on - window.end).days
    kept = [window.end + timedelta(days=n) for n in range(1, spare + 1)]
    notice.marks = marks + [{"date": day.isoformat(), "counted": False, "why": _KEPT} for day in kept]


def _note(notice, moved, because, before):
    """原定…，因…，顺延至…; a second extension is told after the first as long as both fit."""
    tail = "（暂定）" if notice.provisional else ""
    if not moved:
        return f"截止日{written(notice.ends_on)}已按正式节假日安排核定。"
    first = (
        f"原定截止日{written(notice.announced_ends_on)}，因{because}，顺延至{written(notice.ends_on)}{tail}。"
    )
    if before == notice.announced_ends_on or not notice.extension_note:
        return first[:NOTE]
    both = f"{notice.extension_note}后因{because}，再顺延至{written(notice.ends_on)}{tail}。"
    return both if len(both) <= NOTE else first[:NOTE]
