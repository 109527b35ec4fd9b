"""Taking back what one upload booked: positions, new notes and lines, changed fields, and what followed (R70)."""

from django.db import transaction
from django.db.models import Max, Min

from registry.history.acting import acting
from registry.history.bulk import update_all
from registry.ledger.chain import hold
from registry.policy.dates import written

from .hand import Hand
from .judging import NOTE_FIELDS
from .models import (
    BankReport,
    CompensationClaim,
    DemandNotice,
    LoanNote,
    MovedNote,
    OverdueEpisode,
    Position,
    SilentMaturity,
)
from .overdue import follow_facts
from .returns.following import take_account
from .ripple.preparing import last_key, prepared_after

NAMED = 20
_BY_FACTS = (Position, OverdueEpisode, SilentMaturity, MovedNote)


def resting_on(source) -> list[str]:
    """What stands in the way of taking back what `source` booked, as sentences; empty when it may be taken back.

    Acts on arrears of a note that stays do not stand in the way: those that lose their ground are prepared for the office.
    """
    mine = Position.objects.filter(source=source)
    notes = LoanNote.objects.filter(positions__in=mine).distinct()
    fresh = [note.pk for note in _new(source, notes)]
    return [*_later(source, notes), *_acts(fresh), *_about_new(fresh)]


def _later(source, notes):
    ours = dict(
        Position.objects.filter(source=source).values_list("note").annotate(last=Max("pk")).order_by()
    )
    others = (
        Position.objects.filter(note__in=notes).exclude(source=source).select_related("note").order_by("pk")
    )
    for position in [p for p in others if p.pk > ours[p.note_id]][:NAMED]:
        yield f"借据{position.note.note_no}其后又报送了{written(position.as_of)}的数据（{position.source}），须先撤销那一次。"


def _acts(fresh):
    """Acts of persons on arrears of notes that the upload brought in: nothing is annulled from under them."""
    episodes = OverdueEpisode.objects.filter(note__in=fresh)
    for report in BankReport.objects.filter(episode__in=episodes, reported_on__isnull=False)[:NAMED]:
        yield f"{report}已于{written(report.reported_on)}报告。"
    for demand in DemandNotice.objects.filter(episode__in=episodes, withdrawn_on=None)[:NAMED]:
        yield f"催收通知书{demand}已于{written(demand.issued_on)}发出。"
    live = CompensationClaim.objects.filter(episode__in=episodes)
    for claim in live.exclude(status__in=("refused", "withdrawn", "refunded"))[:NAMED]:
        yield f"{claim}现在是“{claim.get_status_display()}”。"


def _about_new(fresh):
    """What has been recorded about notes that the upload brought in."""
    for relation in LoanNote._meta.related_objects:
        if relation.related_model in _BY_FACTS:
            continue
        count = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": fresh}).count()
        if count:
            yield f"新增的借据已经登记了{relation.related_model._meta.verbose_name}（{count}条）。"


def _new(source, notes):
    first = dict(
        Position.objects.filter(note__in=notes).values_list("note").annotate(first=Min("pk")).order_by()
    )
    ours = set(Position.objects.filter(pk__in=first.values(), source=source).values_list("note", flat=True))
    return [note for note in notes if note.pk in ours]


def would_unbook(source, *, actor, today, because) -> list[str]:
    """What taking back would do, sentence by sentence: done for trial, then taken back itself."""
    with transaction.atomic():
        told = unbook(source, actor=actor, today=today, reason="试算", because=because)
        transaction.set_rollback(True)
    return told


def would_ripple(source, *, actor, today, because) -> list[list]:
    """Acts that would lose their ground or be noted, as lines of `prepared_after`: for the office's eyes."""
    with transaction.atomic():
        last = last_key()
        unbook(source, actor=actor, today=today, reason="试算", because=because)
        found = prepared_after(last)
        transaction.set_rollback(True)
    return [line for lines in found.values() for line in lines]


@transaction.atomic
def unbook(source, *, actor, today, reason, because) -> list[str]:
    """Put positions, notes and lines back to what they were before `source`; what facts then say follows.

    Ask `resting_on` first. Returns sentences saying what was done.
    """
    hold()
    mine = list(
        Position.objects.standing()
        .filter(source=source)
        .select_related("note__line", "note__bank", "corrects")
    )
    notes = {position.note_id: position.note for position in mine}
    fresh = {note.pk for note in _new(source, LoanNote.objects.filter(pk__in=list(notes)))}
    with acting(actor, reason, source=f"undo:{source}"):
        before = [position.corrects for position in mine if position.corrects_id]
        _let_go(mine)
        _stand(before)
        restored = _restore(source, [note for pk, note in notes.items() if pk not in fresh])
    told = [f"撤销{len(mine)}条余额记录，恢复{len(before)}条更正前的记录、{restored}笔借据原来的内容。"]
    hand = Hand(actor, today, because)
    for note in notes.values():
        told += follow_facts(note, actor=actor, today=today, because=because, desk=hand.desk)
    told += _annul([notes[pk] for pk in fresh], hand, reason)
    for bank in {note.bank for note in notes.values()}:
        take_account(bank, {position.as_of for position in mine}, hand)
    return told


def _let_go(positions):
    """They stand no more, and correct nothing: what they corrected may be corrected again. Their history keeps the link."""
    for position in positions:
        position.standing, position.corrects = False, None
    update_all(positions, ["standing", "corrects"])


def _stand(positions):
    for position in positions:
        position.standing = True
    update_all(positions, ["standing"])


def _restore(source, notes):
    """Fields the upload changed, back to what they were, where nobody has changed them since."""
    touched = []
    for note in notes:
        rows = note.history.filter(history_source=source).order_by("history_id")
        first, last = rows.first(), rows.last()
        before = (
            first and note.history.filter(history_id__lt=first.history_id).order_by("-history_id").first()
        )
        if before and _put_back(note, before, last):
            touched.append(note)
    return update_all(touched, list(NOTE_FIELDS))


def _put_back(note, before, after):
    changed = [
        name for name in NOTE_FIELDS if getattr(note, name) == getattr(after, name) != getattr(before, name)
    ]
    for name in changed:
        setattr(note, name, getattr(before, name))
    return bool(changed)


def _annul(notes, hand, reason):
    """New notes are registered no more, nor are lines that held only them."""
    for note in notes:
        hand.move(note, "annul", effective_on=note.start_on, reason=reason)
    lines = {note.line_id: note.line for note in notes}
    bare = [
        line
        for line in lines.values()
        if line.status == "signed" and not line.notes.exclude(status="annulled").exists()
    ]
    for line in bare:
        hand.move(line, "annul", effective_on=line.signed_on, reason=reason)
    return [f"撤销{len(notes)}笔新增借据、{len(bare)}份新增合同的登记。"] if notes else []
