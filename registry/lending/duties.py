"""Timed duties of the lending room: what a day's passing makes of facts already known (R43–R46, R64, R65)."""

from django.db.models import Exists, OuterRef, Q

from registry.ledger.duties import Duty

from . import daily, guaranteeing, ladder, readiness
from .collecting.duties import DUTIES as COLLECTING
from .dossier.duties import DUTIES as DOSSIER
from .hand import Hand
from .loading import episodes_read, notes_read
from .models import LoanNote, OverdueEpisode, Position
from .overdue import follow_facts
from .returns.duties import DUTIES as RETURNS
from .ripple.duties import DUTIES as RIPPLE


def newly_overdue(today):
    """Notes reported unpaid whose first overdue day has come, without an episode yet (A15)."""
    unpaid = Position.objects.standing().filter(unpaid_since__lt=today)
    told = OverdueEpisode.objects.filter(note=OuterRef("pk"), unpaid_since=OuterRef("told_since"))
    told = told.exclude(status="voided")
    since = unpaid.filter(note=OuterRef("pk")).order_by("-as_of").values("unpaid_since")[:1]
    notes = LoanNote.objects.live().filter(pk__in=unpaid.values("note")).annotate(told_since=since)
    return notes.filter(~Exists(told)).select_related("bank", "business", "line").order_by("pk")


def day1_due(today):
    """Episodes whose first day has come and whose report is not owed yet."""
    return _episodes().filter(day1_on__lte=today).filter(~Q(reports__kind="day1"))


def day60_due(today):
    """Unpaid episodes that are 60 days full and not yet moved on, or whose day-60 report is not owed yet."""
    full = _episodes().filter(day60_on__lte=today, status__in=("open", "day60", "claimed"))
    return full.filter(Q(status="open") | ~Q(reports__kind="day60"))


def _episodes():
    rows = OverdueEpisode.objects.exclude(status="voided")
    return rows.select_related("bank", "note__line", "business").order_by("day1_on", "pk")


def _follow(note, *, actor, today):
    follow_facts(note, actor=actor, today=today)


def _day1(episode, *, actor, today):
    ladder.raise_day1(episode, Hand(actor, today))


def _day60(episode, *, actor, today):
    ladder.raise_day60(episode, Hand(actor, today))


DUTIES = (
    Duty("overdue.begin", "发现逾期", "R36", newly_overdue, _follow, daily.begin_all, notes_read),
    Duty(ladder.DAY1, "逾期第1日", "R43 R44", day1_due, _day1, daily.day1_all, episodes_read),
    Duty(ladder.DAY60, "逾期满60日", "R45 R46", day60_due, _day60, daily.day60_all, episodes_read),
    *COLLECTING,
    *DOSSIER,
    *guaranteeing.DUTIES,
    *readiness.DUTIES,
    *RETURNS,
    *RIPPLE,
)
