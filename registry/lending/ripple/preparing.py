"""What a correction takes the ground from is prepared for another person, in the transaction of the correction (R70)."""

from registry.ledger.doors import register

from ..models import Countermand, OverdueEpisode
from ..rules.ripple import DECIDE_WORKDAYS, Ground, difference, why_fallen
from .kinds import acts_on

REVIEWED = "以这段逾期为依据的办公室文书，入账后由办公室复核。"
UNDER = ("prepared", "refunding", "kept", "done", "settled")


def ground_of(episode) -> Ground | None:
    """The arrears as the episode now says; None when it is voided."""
    if episode.status == "voided":
        return None
    return Ground(episode.unpaid_since, episode.day1_on, episode.day60_on, episode.ended_on)


def prepare(episode, before, hand, *, ground=..., all_acts=True) -> list[str]:
    """Judge every act on the episode by `ground` (default: as it now stands), and prepare what has lost its own.

    `before` is the Ground the acts rested on. With `all_acts` those that stand are noted with their corrected day, too.
    Returns what the bank may be told: its own papers by name, and that the office looks at its own.
    """
    ground = ground_of(episode) if ground is ... else ground
    relieve(episode, ground, hand)
    told = []
    for kind, act in acts_on(episode):
        why = _why(kind, act, ground)
        if (why or all_acts) and not _under_way(kind, act, why):
            _register(episode, kind, act, why, difference(before, ground), hand)
            told += [_said(kind, act, why)] if kind.banks else []
    return told + [REVIEWED] * all_acts


def _why(kind, act, ground):
    return "" if act.held_by else why_fallen(kind.name, act.judged_on or act.day, ground)


def _under_way(kind, act, why):
    """Twice is once: an act that waits, was taken back or was looked at and kept is not put before the office again."""
    rows = Countermand.objects.filter(
        kind=kind.name, record_type=act.record._meta.label_lower, record_id=act.record.pk
    )
    return rows.filter(status__in=UNDER).exists() if why else rows.waiting().exists()


def _register(episode, kind, act, why, diff, hand):
    paper = kind.draft(act.record, episode, hand.today) if why else None
    because = hand.because
    row = Countermand(
        episode=episode, business_id=episode.business_id, kind=kind.name, record_type=act.record._meta.label_lower,
        record_id=act.record.pk, act=act.label[:200], act_on=act.day, falls=bool(why), why=(why or _standing(kind, act))[:200],
        diff=diff, title=paper.title[:200] if paper else "", body=paper.body if paper else "",
        source=f"{'undo' if because.move == 'undo' else 'upload'}:{because.record_id}" if because else "",
        prepared_on=hand.today, due_on=hand.desk.calendar.add_workdays(hand.today, DECIDE_WORKDAYS),
    )  # fmt: skip
    row.remind_on = hand.desk.calendar.add_workdays(row.due_on, 1) if why else None
    register(
        row, actor=hand.actor, today=hand.today, clause="R70", reason=row.why, facts={"episode": episode.pk}
    )
    if not why:
        hand.move(row, "note", effective_on=hand.today)


def _standing(kind, act):
    if not kind.undoing:
        return "说明报送当时的情况，存档备查；更正已告知收件单位"
    return act.held_by or "更正后依据仍成立，原件有效，以更正后的日期为准"


def _said(kind, act, why):
    if why and kind.undoing:
        return f"{act.label}：{why}，入账后提请办公室决定{kind.undoing}。"
    return f"{act.label}：{'更正后依据仍成立，' if kind.undoing else '存档备查，'}不必重新办理。"


def relieve(episode, ground, hand):
    """What was prepared and has its ground again is not needed any more."""
    waiting = {(row.kind, row.record_type, row.record_id): row for row in episode.countermands.waiting()}
    for kind, act in acts_on(episode) if waiting else ():
        row = waiting.get((kind.name, act.record._meta.label_lower, act.record.pk))
        if row is not None and not _why(kind, act, ground):
            hand.move(row, "moot", effective_on=hand.today, reason="银行再次更正数据，原件的依据恢复")


def look_again(episodes, ground_for, hand) -> list[str]:
    """Episodes the guarantor has paid are not moved by facts; where facts take the ground from the payment, say so.

    `ground_for(episode)` is what positions now say of its arrears: a Ground, or None where there were none.
    """
    told = []
    for episode in episodes:
        ground, before = ground_for(episode), ground_of(episode)
        told += prepare(episode, before, hand, ground=ground, all_acts=False)
    return told


def prepared_after(last):
    """Countermands made after the one of key `last`, by note number: for a trial that is taken back."""
    rows = Countermand.objects.filter(pk__gt=last).select_related("episode__note").order_by("pk")
    found = {}
    for row in rows:
        line = [row.get_kind_display(), row.act, row.why, row.title, row.falls, row.diff]
        found.setdefault(row.episode.note.note_no, []).append(line)
    return found


def last_key() -> int:
    return Countermand.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def touched(episode: OverdueEpisode) -> bool:
    """Whether an act on the episode has been taken back: such arrears are not taken up again, they begin anew."""
    return episode.countermands.filter(status__in=("done", "settled", "refunding")).exists()
