"""Bugs as they are made: each changes one thing of the product, and names the differences by which the oracle may see it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from registry.history import clock
from registry.ledger import duties as running
from registry.lending import booking, daily, episodes, guaranteeing, ladder, overdue, unbooking
from registry.lending import duties as lending
from registry.lending.collecting import promises, tasks
from registry.lending.dossier import ageing, holdings, opening
from registry.lending.returns import silence
from registry.lending.rules import arrears
from registry.lending.rules import guaranteeing as guarantee_rules
from registry.policy.rules import overdue as counting
from registry.sanctions import duties as sanctions

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Bug:
    """`plant(m)` puts it in with monkeypatch `m`; one of `kinds` must be seen."""

    name: str
    plant: Any
    kinds: frozenset


def on_duty(m, room, name, **changed):
    """The duty of that name, changed."""
    m.setattr(room, "DUTIES", tuple(replace(d, **changed) if d.name == name else d for d in room.DUTIES))


def _days(m, name, moved):
    right = getattr(counting, name)
    m.setattr(episodes, name, lambda since, terms: moved(right(since, terms), since, terms))


def sixty_is_fifty_nine(m):
    _days(m, "day60_on", lambda day, since, terms: day - ONE)


def sixty_is_sixty_one(m):
    _days(m, "day60_on", lambda day, since, terms: day + ONE)


def day_1_is_day_2(m):
    _days(m, "day1_on", lambda day, since, terms: day + ONE)


def a_due_day_at_the_weekend_is_shifted(m):
    _days(
        m,
        "day60_on",
        lambda day, since, terms: day + ONE * max(0, 7 - since.isoweekday()) * (since.isoweekday() > 5),
    )


def sixty_is_two_months(m):
    _days(
        m,
        "day60_on",
        lambda day, since, terms: date(
            since.year + (since.month > 10), (since.month + 1) % 12 + 1, min(since.day, 28)
        ),
    )


def the_strict_variant_is_ignored(m):
    _days(m, "day60_on", lambda day, since, terms: since + timedelta(days=60))


def full_a_day_late(m):
    on_duty(m, lending, ladder.DAY60, due=lambda today: lending.day60_due(today - ONE))


def the_days_asleep_are_passed_over(m):
    """Both at once: alone either is made good by the other, for a run that catches up goes through every day."""
    on_duty(m, lending, ladder.DAY60, due=lambda today: lending.day60_due(today).filter(day60_on=today))
    m.setattr(running, "_days", lambda first, last: [last])


def begun_a_day_late(m):
    on_duty(m, lending, "overdue.begin", due=lambda today: lending.newly_overdue(today - ONE))


def warned_on_the_very_day_only(m):
    on_duty(m, sanctions, "sanctions.warn", due=lambda today: sanctions.unwarned(today).filter(day1_on=today))


def the_paid_are_not_warned_of(m):
    on_duty(
        m, sanctions, "sanctions.warn", due=lambda today: sanctions.unwarned(today).exclude(status="cured")
    )


def counts_from_the_day_of_the_run(m):
    m.setattr(ladder.Rung, "on", lambda self, episode: clock.today())


def a_corrected_day_is_new_arrears(m):
    m.setattr(overdue, "paired", lambda lost, fresh: [])


def a_void_day_begins_again(m):
    m.setattr(episodes, "touched", lambda episode: True)


def paid_is_forgotten(m):
    m.setattr(overdue, "_turn", lambda episode, run, hand: [])


def once_paid_for_ever_paid(m):
    turn = overdue._turn
    m.setattr(overdue, "_turn", lambda e, run, hand: [] if e.ended_on else turn(e, run, hand))


def nothing_is_ever_void(m):
    m.setattr(episodes, "void", lambda episode, hand: [])


def late_words_are_dropped(m):
    follow = booking._follow

    def only_newest(sitting, eventful, actor, because):
        late = {one.row.note_no for one in sitting.booked if one.late}
        follow(sitting, [one for one in eventful if one.row.note_no not in late], actor, because)

    m.setattr(booking, "_follow", only_newest)


def a_corrected_word_stands_beside(m):
    right = arrears.runs
    m.setattr(
        overdue,
        "runs",
        lambda told: right([seen for seen in told if seen.unpaid_since or seen.as_of.day % 7]),
    )


def a_set_skips_its_last(m):
    for name in ("begin_all", "day60_all"):
        whole = getattr(daily, name)
        duty = "overdue.begin" if name == "begin_all" else ladder.DAY60
        on_duty(m, lending, duty, act_all=lambda rows, whole=whole, **given: whole(list(rows)[:-1], **given))
    m.setattr(running, "MANY", 1)


def a_set_forgets_day_60(m):
    raise_all = ladder.raise_all
    m.setattr(
        ladder,
        "raise_all",
        lambda rung, rows, hand: None if rung is ladder.FULL else raise_all(rung, rows, hand),
    )
    m.setattr(running, "MANY", 1)


def late_day_60_is_forgotten(m):
    """As it was: day 60 that only a late word tells of."""
    m.setattr(episodes, "fill", lambda episode, run, hand: [])


def undoing_forgets_what_follows(m):
    m.setattr(unbooking, "follow_facts", lambda note, **given: [])


def what_was_corrected_stays_away(m):
    m.setattr(unbooking, "_stand", lambda positions: None)


def the_note_stays_overdue(m):
    m.setattr(overdue, "_clear", lambda note, found, hand: None)


def never_settled(m):
    follow = overdue._follow_note

    def followed(note, found, latest, hand):
        follow(note, found, latest and (*latest[:2], latest[2] or 1, latest[3]), hand)

    m.setattr(overdue, "_follow_note", followed)


def a_set_moves_nothing(m):
    """Day 60 is owed and told, and the episode stays where it was."""
    m.setattr(ladder, "perform_all", lambda *given, **more: None)
    m.setattr(running, "MANY", 1)


def a_step_a_day_late(m):
    on_duty(m, lending, tasks.RAISE, due=lambda today: tasks.unraised(today - ONE))


def late_for_a_day_nobody_knew_of(m):
    """A step seen late is due on the day on which it was reached."""
    m.setattr(tasks, "max", lambda reached, today: reached, raising=False)


def yesterday_is_gone_through_again(m):
    """As it was: what became known today fell due yesterday, and was told as late in the same run."""
    right = running._resume_from
    m.setattr(running, "_resume_from", lambda on: right(on) - ONE)


def nobody_is_told_of_what_was_left_undone(m):
    on_duty(m, lending, tasks.LATE, due=lambda today: [])


def steps_for_the_paid(m):
    whole = tasks.OverdueEpisode.objects.exclude(status="voided")
    on_duty(m, lending, tasks.RAISE, due=lambda today: whole.filter(unpaid_since__lt=today))


def six_months_are_180_days(m):
    right = guaranteeing.guarantee_end
    m.setattr(
        guaranteeing,
        "guarantee_end",
        lambda due, agreed: right(due, agreed) if agreed and agreed > due else due + timedelta(days=180),
    )


def the_agreed_guarantee_is_forgotten(m):
    right = guaranteeing.guarantee_end
    m.setattr(guaranteeing, "guarantee_end", lambda due, agreed: right(due, None))


def the_guarantee_is_told_of_once(m):
    m.setattr(guarantee_rules, "WARN_DAYS", (30,))


def silent_a_day_late(m):
    right = silence.silent
    on_duty(m, lending, silence.FLAG, due=lambda today: right(today - ONE))
    m.setattr(silence, "silent", lambda today, bank=None: right(today - ONE, bank))


def silence_is_never_broken(m):
    m.setattr(silence, "answer", lambda row, **given: None)
    on_duty(m, lending, silence.ANSWER, act=lambda row, **given: None)


def every_promise_is_kept(m):
    m.setattr(promises, "promise_kept", lambda *given: True)


def judged_on_the_promised_day(m):
    on_duty(m, lending, promises.JUDGE, due=lambda today: promises.unjudged(today + ONE))


def a_promise_is_judged_once_for_ever(m):
    on_duty(
        m,
        lending,
        promises.JUDGE,
        due=lambda today: [p for p in promises.unjudged(today) if p.status == "open"],
    )


def the_file_opens_a_day_late(m):
    on_duty(m, lending, opening.OPEN, due=lambda today: opening.unopened(today - ONE))


def a_stage_is_told_a_day_late(m):
    on_duty(m, lending, opening.REMIND, due=lambda today: opening.unreminded(today - ONE))


def a_stage_is_left_out(m):
    m.setattr(opening, "STAGES", (1, 30, 55))


def every_stage_is_told_as_the_first(m):
    m.setattr(opening, "stage_of", lambda days: 1)


def the_light_burns_on(m):
    m.setattr(holdings, "CLOSED", ())


def a_claim_climbs_a_day_late(m):
    on_duty(m, lending, ageing.AGE, due=lambda today: ageing.overaged(today - ONE))


def a_claim_is_reminded_of_once_for_ever(m):
    on_duty(m, lending, ageing.AGE, due=lambda today: [c for c in ageing.overaged(today) if not c.aged])


def a_claim_outlives_its_arrears(m):
    m.setattr(episodes, "withdraw_for", lambda *given, **more: None)


def _bug(plant, *kinds):
    return Bug(plant.__name__.lstrip("_"), plant, frozenset(kinds))


BUGS = (
    _bug(sixty_is_fifty_nine, "early", "basis"),
    _bug(sixty_is_sixty_one, "lost"),
    _bug(day_1_is_day_2, "lost", "basis"),
    _bug(a_due_day_at_the_weekend_is_shifted, "lost", "basis"),
    _bug(sixty_is_two_months, "lost", "basis", "early"),
    _bug(the_strict_variant_is_ignored, "early", "basis"),
    _bug(full_a_day_late, "lost"),
    _bug(the_days_asleep_are_passed_over, "lost", "extra"),
    _bug(begun_a_day_late, "lost"),
    _bug(warned_on_the_very_day_only, "lost"),
    _bug(the_paid_are_not_warned_of, "lost"),
    _bug(counts_from_the_day_of_the_run, "basis"),
    _bug(a_corrected_day_is_new_arrears, "extra", "state", "lost"),
    _bug(a_void_day_begins_again, "extra", "state"),
    _bug(paid_is_forgotten, "state"),
    _bug(once_paid_for_ever_paid, "state"),
    _bug(nothing_is_ever_void, "state"),
    _bug(late_words_are_dropped, "state", "lost"),
    _bug(a_corrected_word_stands_beside, "state", "lost"),
    _bug(a_set_skips_its_last, "lost"),
    _bug(a_set_forgets_day_60, "lost", "state"),
    _bug(late_day_60_is_forgotten, "lost", "state"),
    _bug(undoing_forgets_what_follows, "state", "lost"),
    _bug(what_was_corrected_stays_away, "state", "lost"),
    _bug(the_note_stays_overdue, "state"),
    _bug(never_settled, "state"),
    _bug(a_set_moves_nothing, "state"),
    _bug(a_step_a_day_late, "lost"),
    _bug(late_for_a_day_nobody_knew_of, "state", "extra"),
    _bug(yesterday_is_gone_through_again, "state", "extra"),
    _bug(nobody_is_told_of_what_was_left_undone, "lost"),
    _bug(steps_for_the_paid, "extra"),
    _bug(six_months_are_180_days, "extra", "lost"),
    _bug(the_agreed_guarantee_is_forgotten, "lost"),
    _bug(the_guarantee_is_told_of_once, "lost"),
    _bug(silent_a_day_late, "lost"),
    _bug(silence_is_never_broken, "state"),
    _bug(every_promise_is_kept, "state"),
    _bug(judged_on_the_promised_day, "early"),
    _bug(a_promise_is_judged_once_for_ever, "state"),
    _bug(the_file_opens_a_day_late, "lost"),
    _bug(a_stage_is_told_a_day_late, "lost"),
    _bug(a_stage_is_left_out, "lost"),
    _bug(every_stage_is_told_as_the_first, "lost"),
    _bug(the_light_burns_on, "state"),
    _bug(a_claim_climbs_a_day_late, "lost"),
    _bug(a_claim_is_reminded_of_once_for_ever, "lost"),
    _bug(a_claim_outlives_its_arrears, "state"),
)
