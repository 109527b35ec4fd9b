"""What the looks at a notice's page prove: the span that counts, the gaps in it, and which of them are serious (R29)."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from registry.history.clock import day_of
from registry.ledger.models import StatusChange

from .gaps import Look, gaps
from .models import PageCheck

GRACE = timedelta(minutes=5)


def tolerance() -> timedelta:
    """Two looks and a little: one lost wake-up is no gap."""
    return timedelta(minutes=2 * settings.PAGE_CHECK_MINUTES) + GRACE


def serious_length() -> timedelta:
    """From this length on an extension is proposed (`settings.PUBLICITY_GAP_HOURS`, hours)."""
    return timedelta(hours=settings.PUBLICITY_GAP_HOURS)


def midnight(day) -> datetime:
    """0:00 of the day in Asia/Shanghai."""
    return timezone.make_aware(datetime.combine(day, time()))


def span_of(notice):
    """(start, end) of the time the public must be able to read the notice: from its first day, or the hour it was
    published, to 24:00 of its last day."""
    start, opened = midnight(notice.starts_on), opened_at(notice)
    if opened and day_of(opened) == notice.published_on:
        start = max(start, opened)
    return start, midnight(notice.ends_on + timedelta(days=1))


def opened_at(notice):
    """The moment the publication was written down, or None."""
    change = StatusChange.objects.of(notice).filter(move="open").last()
    return change.recorded_at if change else None


def looks_of(notice) -> list[Look]:
    words = dict(PageCheck.Result.choices)
    rows = notice.page_checks.order_by("checked_at", "id").values_list("checked_at", "result")
    return [Look(at, result == PageCheck.Result.SAME, words[result]) for at, result in rows]


def all_gaps(notice, looks):
    """Every gap of the whole span, whether or not anybody was there to look."""
    start, end = span_of(notice)
    return gaps(looks, start, end, tolerance())


def serious_gaps(notice):
    """Gaps above the set length that are over: the page stands again, or the last day has passed.

    Silence counts only between the publication as written down and the latest look, never into the future.
    """
    looks = looks_of(notice)
    if not looks:
        return []
    start, end = span_of(notice)
    start = max(start, opened_at(notice) or start)
    latest = looks[-1].at
    found = gaps(looks, start, min(end, latest), tolerance())
    running = None if looks[-1].good or latest >= end else latest
    return [gap for gap in found if gap.length > serious_length() and gap.last != running]
