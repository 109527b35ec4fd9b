"""The window of a notice: counted at publication, made certain or moved later by a new calendar, never shortened.

R29, A10, A30, domain §4.4. The day marks are stored with the notice, so that the page shows what was counted then.
"""

from datetime import timedelta

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.actors import is_system
from registry.ledger.doors import require
from registry.policy.calendars import current_calendar
from registry.policy.dates import written
from registry.policy.open_windows import OpenWindow
from registry.policy.rules import publicity_starts_on, publicity_window
from registry.policy.versions import terms_on

from .models import Notice

_KEPT = "公示期不缩短，仍以公布的截止日为准"
_UNTOLD = "规定的渠道尚未全部发布，不计入"
WINDOW_FIELDS = ("counted_from", "ends_on", "provisional", "calendar_version", "marks", "extension_note")


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
    return calendar.window(start, notice.workdays, count_first=notice.counts_publication_day)


@transaction.atomic
def recompute_windows(*, actor, today, reason=""):
    """Count every running window again under the calendar as it stands. Returns the notices that changed.

    A person needs the right to open notices; the system may only make provisional windows certain.
    """
    if not is_system(actor):
        require(actor, "publicity.open_notice", "重算公示期")
    running = Notice.objects.filter(status="open").order_by("id")
    if is_system(actor):
        running = running.filter(provisional=True)
    calendar = current_calendar()
    return [n for n in running if recount(n, calendar, actor=actor, reason=reason)]


@transaction.atomic
def recount(notice, calendar, *, actor, reason=""):
    """Count one window again: later or more certain, never earlier than was shown. True when anything changed."""
    window = window_under(notice, calendar)
    end = max(window.end, notice.ends_on)
    if (end, window.provisional, window.version) == (
        notice.ends_on,
        notice.provisional,
        notice.calendar_version,
    ):
        return False
    moved, was_provisional = end > notice.ends_on, notice.provisional
    notice.ends_on = end
    _take(notice, window)
    if moved or (was_provisional and not window.provisional):
        notice.extension_note = _note(notice, moved, reason)
    with acting(actor, reason or "按新的工作日历核定公示期"):
        notice.save(update_fields=WINDOW_FIELDS)
    return True


def late_end(notice, calendar):
    """The later end a changed calendar calls for and nobody has adopted yet, or None."""
    end = window_under(notice, calendar).end
    return end if end > notice.ends_on else None


def running_windows(today):
    """Open windows, for the calendar import to say which of them a new arrangement would move."""
    for notice in Notice.objects.filter(status="open", published_on__lte=today):
        yield OpenWindow(
            f"{notice.number}{notice.title}",
            notice.published_on,
            notice.workdays,
            notice.counts_publication_day,
            notice.ends_on,
        )


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


def _note(notice, moved, reason):
    why = reason or "国务院办公厅发布节假日安排"
    tail = "（暂定）" if notice.provisional else ""
    if moved:
        return (
            f"原定截止日{written(notice.announced_ends_on)}，因{why}，顺延至{written(notice.ends_on)}{tail}。"
        )
    return f"截止日{written(notice.ends_on)}已按正式节假日安排核定。"
