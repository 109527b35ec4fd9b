"""A note one bank reports no more while another reports the same loan: a question for the office, told to neither bank (R70)."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Count, Max, Q

from registry.history.acting import acting
from registry.history.writing import batched
from registry.ledger.doors import perform, register
from registry.ledger.effects import once
from registry.ledger.outbox import post

from ..addressees import codes_of
from ..hand import Hand
from ..models import LoanNote, MovedNote, Position, ReportingPeriod
from ..shelf import LIVE
from . import wording

ASK, LAPSE = "returns.moved", "returns.moved_lapse"
SAME = ("business_id", "amount", "start_on")


def unasked(today):
    """Notes their bank has reported without since another bank took the same loan up; `taken_by` is that bank's note.

    Same loan: one business, amount and first day. Both must be live. One grouped statement finds the pairs among all notes.
    """
    groups = _at_two_banks()
    asked = set(MovedNote.objects.exclude(status="lapsed").values_list("old", "new"))
    return [old for old in _dropped(groups) if (old.pk, old.taken_by.pk) not in asked]


def _at_two_banks():
    twice = LoanNote.objects.live().values(*SAME).annotate(banks=Count("bank", distinct=True)).order_by()
    found, groups = list(twice.filter(banks__gt=1).values_list(*SAME)), defaultdict(dict)
    for chunk in batched(found, 300):
        businesses, amounts, starts = map(set, zip(*chunk, strict=True))
        notes = LoanNote.objects.live().filter(
            business__in=businesses, amount__in=amounts, start_on__in=starts
        )
        for note in notes.select_related("bank", "business").order_by("pk"):
            groups[tuple(getattr(note, name) for name in SAME)][note.pk] = note
    return [list(groups[key].values()) for key in found]


def _dropped(groups):
    seen = {}
    for pks in batched(note.pk for notes in groups for note in notes):
        kept = Position.objects.standing().filter(note__in=pks)
        seen |= dict(kept.values_list("note").annotate(Max("as_of")).order_by())
    told = ReportingPeriod.objects.exclude(as_of=None).values_list("bank")
    newest = dict(told.annotate(Max("as_of")).order_by())
    for notes in groups:
        for old in notes:
            later = [n for n in notes if n.bank_id != old.bank_id and _day(seen, n) > _day(seen, old)]
            if later and old.bank_id in newest and newest[old.bank_id] > _day(seen, old):
                old.taken_by = later[0]
                yield old


def _day(seen, note):
    return seen.get(note.pk) or note.start_on


@transaction.atomic
def ask(old, *, actor, today):
    """Put the pair before the office, naming both banks to the office only. Once per pair while both stand."""
    row = MovedNote.objects.filter(old=old, new=old.taken_by).first()
    if row is None:
        row = MovedNote(old=old, new=old.taken_by, found_on=today)
        register(
            row, actor=actor, today=today, clause="R70", reason="两家银行报送了同一笔贷款，原银行其后不再报送"
        )
    else:
        Hand(actor, today).move(row, "reopen", effective_on=today)
    once(f"{ASK}:{row.pk}:{row.version}", duty=ASK, record=row, effective_on=today, clause="R70")
    text = wording.moved(row)
    post(key=f"{ASK}:{row.pk}:{row.version}", kind=ASK, to=codes_of("office"), subject=text.title, body=text.body,
         today=today, about=row)  # fmt: skip


def pointless(today):
    """Open questions of which one note has been settled or taken back meanwhile."""
    stands = Q(old__status__in=LIVE, new__status__in=LIVE)
    return MovedNote.objects.filter(status="open").exclude(stands).select_related("old__bank", "new__bank")


@transaction.atomic
def lapse(row, *, actor, today):
    _close(row, today, actor, "其中一笔已经结清或者更正")
    once(f"{LAPSE}:{row.pk}:{row.version}", duty=LAPSE, record=row, effective_on=today, clause="R70")
    Hand(actor, today).move(row, "lapse", effective_on=today)


def confirm(row, *, actor, today, reason):
    """The office has asked: it is the same loan. Nothing else follows; the old bank still has to report it repaid."""
    return _answer(row, "confirm", actor, today, reason)


def dismiss(row, *, actor, today, reason):
    """The office has asked: two loans that look alike. The pair is not asked again."""
    return _answer(row, "dismiss", actor, today, reason)


@transaction.atomic
def _answer(row, move, actor, today, reason):
    change = perform(row, move, actor=actor, today=today, reason=reason)
    _close(row, today, actor, reason)
    return change


def _close(row, today, actor, reason):
    row.answered_on = today
    with acting(actor, reason):
        row.save(update_fields=["answered_on"])
