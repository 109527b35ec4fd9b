"""The public check of one business on day D: by what is on record today, and never more than is public today (decision 0036).

Today's answer is the roster and the open notices. An earlier day is answered only from what somebody can still read on this
site today: a past window whose entry was recognised or still waits, a recognition that stands or whose announcement is shown.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from registry.ledger.models import StatusChange
from registry.ledger.replay import status_on
from registry.parties.models import Business, Qualification

from .deadlines import names_leave_on
from .models import Announcement, Notice, NoticeEntry
from .shown import NAMELESS

RECOGNISED, IN_PUBLICITY, AWAITED, NOT_LISTED = "recognised", "in_publicity", "awaited", "not_listed"
_STANDING_ENTRIES = ("in_publicity", "held", "recognised")


@dataclass(frozen=True)
class Standing:
    """`state` on the day asked for; `since` and `batch` of a recognition, `notice` of a window.

    `corrected_by` is the shown announcement that restored a standing which had been taken away around that day.
    """

    state: str
    since: date | None = None
    batch: str = ""
    notice: Notice | None = None
    corrected_by: Announcement | None = None


def standing_on(code, *, on, today) -> Standing:
    """The standing of one exact credit code on `on` (≤ `today`), within what may be shown today."""
    held = _recognised(code, on, today)
    if held is not None:
        return Standing(RECOGNISED, since=held.recognised_on, batch=held.batch)
    entry = _in_publicity(code, on, today)
    if entry is not None:
        state = IN_PUBLICITY if entry.notice.is_open(on) else AWAITED
        return Standing(state, notice=entry.notice)
    return Standing(NOT_LISTED, corrected_by=_restoration(code, on, today))


def first_day() -> date | None:
    """The first day anything public is on record for; None on an empty register."""
    held = (Qualification.objects.filter(status=status) for status in Qualification.IN_FORCE)
    days = (
        _earliest(Notice.objects.all(), "published_on"),  # has a day from its publication on, never before
        _earliest(Announcement.objects.all(), "published_on"),
        *(_earliest(rows, "recognised_on") for rows in held),
    )
    return min((day for day in days if day), default=None)


def _earliest(rows, column):
    """The first day in an indexed column: one row is read, however many there are."""
    days = rows.exclude(**{column: None}).order_by(column).values_list(column, flat=True)
    return days.first()


def codes_named(name) -> set[str]:
    """Credit codes of the businesses publicly shown under exactly this name; a person's name in its place is none."""
    name = name.strip()
    spelled = {name, name.translate({40: "（", 41: "）"})}
    if any(one.endswith(NAMELESS) for one in spelled):
        return set()
    listed = NoticeEntry.objects.public().filter(shown_name__in=spelled, status__in=_STANDING_ENTRIES)
    held = Business.objects.recognised().filter(name__in=spelled)
    return {*listed.values_list("uscc", flat=True), *held.values_list("uscc", flat=True)}


def _recognised(code, on, today):
    rows = Qualification.objects.filter(business__uscc=code).order_by("-pk")
    if on == today:
        return rows.in_force().first()
    label = Qualification._meta.label_lower
    held = (row for row in rows if status_on(label, row.pk, on=on) in Qualification.IN_FORCE)
    return next((row for row in held if _still_told(row, code, today)), None)


def _still_told(held, code, today):
    """Whether a standing is in force today, or the announcement of its recognition can still be read."""
    if held.status in Qualification.IN_FORCE:
        return True
    told = Announcement.objects.public(today).filter(kind="recognition", corrected_by=None)
    return told.filter(entries__uscc=code, entries__notice__serial=held.notice_serial).exists()


def _in_publicity(code, on, today):
    rows = NoticeEntry.objects.public().filter(uscc=code, listed_on__lte=on).select_related("notice")
    if on == today:
        return rows.filter(status="in_publicity").order_by("-pk").first()
    window = Q(notice__ends_on__gte=on) | Q(notice__provisional=True)
    rows = rows.filter(window, status__in=_STANDING_ENTRIES, notice__published_on__lte=on).order_by("-pk")
    return next((row for row in rows if names_leave_on(row.notice.ends_on) > today), None)


def _restoration(code, on, today):
    """The 更正公告, shown today, that restored what an announcement around `on` had taken away; or None."""
    label = Qualification._meta.label_lower
    changes = StatusChange.objects.filter(record_type=label, move="restore", subject_code=code)
    causes = [f"change:{change.position}" for change in changes]
    told = Announcement.objects.public(today).filter(cause__in=causes, corrected_by=None)
    return told.filter(corrects__published_on__lte=on, published_on__gt=on).order_by("pk").first()
