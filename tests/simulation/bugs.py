"""Bugs as they are made: each changes one thing of the product, and names the difference the oracle must see."""

from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from publicity import beside, closing, handling, outcomes, windows
from publicity import duties as publicity_duties
from publicity import opening as publicity_opening
from publicity.announcing import changes, publishing, recognition
from publicity.models.notice import EntryQuerySet, NoticeQuerySet
from registry.history import clock
from registry.ledger import doors
from registry.ledger import duties as ledger_duties
from registry.ledger.proposals import extending
from registry.policy.rules import repair
from registry.policy.workdays import Calendar
from registry.sanctions import deciding, proposing, publication
from registry.sanctions import duties as sanction_duties
from registry.sanctions.models import BlacklistCase

from . import scenes

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Bug:
    """`plant(m)` puts it in with monkeypatch `m`; `scene` shows it; one of `kinds` must be seen."""

    name: str
    plant: Any
    scene: Any
    kinds: frozenset


def _with_act(module, name, **changed):
    """The duties of a room with one of them changed."""
    return tuple(replace(duty, **changed) if duty.name == name else duty for duty in module.DUTIES)


def closes_a_day_early(m):
    over = closing.must_be_over
    m.setattr(closing, "must_be_over", lambda notice, *, today: over(notice, today=today + ONE))
    past, due = EntryQuerySet.past_window, NoticeQuerySet.due_to_close
    m.setattr(EntryQuerySet, "past_window", lambda rows, today: past(rows, today + ONE))
    m.setattr(NoticeQuerySet, "due_to_close", lambda rows, today: due(rows, today + ONE))


def counts_the_publication_day(m):
    window = Calendar.window
    m.setattr(
        Calendar,
        "window",
        lambda self, start, n, *, count_first=False: window(self, start, n, count_first=True),
    )


def one_objection_holds_all(m):
    def worst(judged):
        def of_all(entry, day):
            found = [judged(other, day) for other in entry.notice.entries.all()]
            return next((o for o in found if o.result == "held"), judged(entry, day))

        return of_all

    m.setattr(closing, "outcome_on", worst(outcomes.outcome_on))
    m.setattr(closing, "settlement_on", worst(outcomes.settlement_on))


def an_open_objection_holds_nothing(m):
    from registry.policy.rules import EntryOutcome

    judged = outcomes.outcome_on
    m.setattr(closing, "outcome_on", lambda entry, day: EntryOutcome("recognised") if judged(entry, day).result == "held" else judged(entry, day))  # fmt: skip


def a_decision_waits_for_the_timers(m):
    m.setattr(handling, "bring_up", lambda entry, **given: None)


def counts_from_the_day_of_the_run(m):
    m.setattr(closing, "effective_day", lambda notice: clock.today())


def _no_transaction(m):
    m.setattr(ledger_duties, "transaction", SimpleNamespace(atomic=nullcontext))


def tells_twice_after_a_crash(m):
    """No transaction around it, and nothing that knows its cause again."""
    _no_transaction(m)
    publish = publishing.publish_announcement
    m.setattr(recognition, "publish_announcement", lambda kind, **given: publish(kind, **given | {"cause": f"{given['cause']}-{clock.moment()}-{id(given)}"}))  # fmt: skip
    act = recognition.announce_recognition.__wrapped__
    m.setattr(publicity_duties, "DUTIES", _with_act(publicity_duties, "announce_recognition", act=act))


def claims_before_it_has_told(m):
    """The effect is committed before the announcement is: after a crash nobody is ever told."""
    _no_transaction(m)
    act = changes.announce_change.__wrapped__
    m.setattr(publicity_duties, "DUTIES", _with_act(publicity_duties, "announce_changes", act=act))


def a_supplement_shares_the_old_window(m):
    fix = windows.fix_window

    def fixed(notice, *, today):
        fix(notice, today=today)
        if notice.supplements:
            notice.ends_on = notice.announced_ends_on = notice.supplements.ends_on

    m.setattr(publicity_opening, "fix_window", fixed)
    m.setattr(closing, "late_end", lambda notice, calendar: None)


def shows_the_withdrawn(m):
    shown = beside.shown_line

    def all_shown(entry, *rest, **given):
        return shown(entry, *rest, **given) | beside.entry_line(entry)

    m.setattr(beside, "shown_line", all_shown)


def ignores_an_amendment(m):
    m.setattr(closing, "late_end", lambda notice, calendar: None)
    m.setattr(extending, "called_for", lambda today: [])


def nobody_minds_an_outage(m):
    m.setattr(
        publicity_duties, "DUTIES", _with_act(publicity_duties, "propose_extensions", due=lambda today: [])
    )


def a_new_list_shortens(m):
    m.setattr(windows, "max", lambda first, second: first, raising=False)


def leaves_a_gap_in_the_numbers(m):
    number = publishing.next_number
    m.setattr(publishing, "next_number", lambda kind, year: max(number(kind, year), number(kind, year)))


def the_term_runs_from_the_decision(m):
    m.setattr(publication, "term_of", lambda case: repair.repair_term(case.severity, case.decided_on))


def hides_a_day_early(m):
    due = sanction_duties.terms_over
    m.setattr(
        sanction_duties,
        "DUTIES",
        _with_act(sanction_duties, "sanctions.term_over", due=lambda today: due(today + ONE)),
    )


def hides_on_the_very_day_only(m):
    def due(today):
        return BlacklistCase.objects.filter(status="published", max_until=today)

    m.setattr(sanction_duties, "DUTIES", _with_act(sanction_duties, "sanctions.term_over", due=due))


def the_day_of_delivery_counts(m):
    m.setattr(
        proposing,
        "reply_until",
        lambda day, terms, calendar: calendar.add_workdays(day - ONE, terms.bl_reply_wd),
    )
    m.setattr(deciding, "must_not_be_later", lambda case: [])


def one_person_decides(m):
    problems = deciding.listing_problems
    m.setattr(doors, "_check_second_person", lambda *given: None)
    m.setattr(deciding, "listing_problems", lambda facts, *, today: [r for r in problems(facts, today=today) if r.kind != "same-person"])  # fmt: skip


def repairs_a_day_early(m):
    term = repair.repair_term

    def sooner(severity, day):
        right = term(severity, day)
        return repair.RepairTerm(right.min_until - ONE, right.max_until)

    m.setattr(repair, "repair_term", sooner)


def leaves_the_old_announcement(m):
    m.setattr(changes, "stop_showing", lambda *given, **more: None)


def _bug(plant, scene, *kinds):
    return Bug(plant.__name__, plant, scene, frozenset(kinds))


BUGS = (
    _bug(closes_a_day_early, scenes.to_the_end, "early"),
    _bug(counts_the_publication_day, scenes.to_the_end, "early"),
    _bug(one_objection_holds_all, scenes.an_objection_on_one, "late"),
    _bug(an_open_objection_holds_nothing, scenes.an_objection_on_one, "early"),
    _bug(a_decision_waits_for_the_timers, scenes.an_objection_on_one, "late"),
    _bug(counts_from_the_day_of_the_run, scenes.asleep_at_the_end, "late"),
    _bug(tells_twice_after_a_crash, scenes.killed_while_telling, "double", "extra"),
    _bug(claims_before_it_has_told, scenes.killed_while_telling_a_cancellation, "lost"),
    _bug(a_supplement_shares_the_old_window, scenes.supplemented, "early"),
    _bug(shows_the_withdrawn, scenes.struck_off, "public"),
    _bug(ignores_an_amendment, scenes.amended, "early"),
    _bug(nobody_minds_an_outage, scenes.page_down, "early"),
    _bug(a_new_list_shortens, scenes.year_end, "early"),
    _bug(leaves_a_gap_in_the_numbers, scenes.to_the_end, "number"),
    _bug(the_term_runs_from_the_decision, scenes.shown_until_its_term, "public", "late"),
    _bug(hides_a_day_early, scenes.shown_until_its_term, "early"),
    _bug(hides_on_the_very_day_only, scenes.asleep_when_the_term_ends, "late"),
    _bug(the_day_of_delivery_counts, scenes.decided_too_soon, "accepted", "early"),
    _bug(one_person_decides, scenes.decided_by_one, "accepted"),
    _bug(repairs_a_day_early, scenes.repair_asked_early, "accepted"),
    _bug(leaves_the_old_announcement, scenes.taken_off_the_list, "public"),
)
SCENES = tuple(dict.fromkeys(bug.scene for bug in BUGS))
