"""Short worlds in which one thing happens: each is clean by itself, and shows the bug that is planted in it."""

from dataclasses import replace
from datetime import date, timedelta

from registry.parties.models import Business

from .world.faults import broken_off
from .world.profile import Profile

START = date(2026, 5, 7)
_NOTHING = dict.fromkeys(("objects_on_last_day", "corrected", "withdrawn", "revoked", "supplements", "posted_late", "amended", "outages", "attempts", "cut_off", "repaired", "taken_off", "restored", "cases", "cancels", "anonymous"), 0.0)  # fmt: skip
PLAIN = Profile(
    **_NOTHING,
    leaps=True,
    runs={"whole": 1},
    objections=(0,),
    extension_decided=0,
    extension_asked=0,
    decision_days=(12,),
)
DAYS = timedelta(days=1)


def notice(world, n=2):
    """A notice published today. Returns its name."""
    given, world.spare = world.spare[:n], world.spare[n:]
    world.publish(given)
    return max(world.oracle.notices)


def to_the_end(world):
    """Two businesses on a notice, nothing else."""
    ref = notice(world)
    world.live(world.oracle.notices[ref].end + DAYS * 2)


def an_objection_on_one(world):
    """One of two is objected to on the last day; it is decided weeks later, while the timers sleep."""
    ref = notice(world)
    world.on_last_day[ref] = [f"{ref}/1"]
    end = world.oracle.notices[ref].end
    world.live(end)
    world.agenda.clear()
    world.live(end + DAYS * 2)
    for name, state in (("accept", "accepted"), ("investigate", "investigating")):
        world._step("异议1", name, state)
    world._step("异议1", "find_major", "major", reason="经向法院核实")
    world.compare()
    world.live(end + DAYS * 30)


def asleep_at_the_end(world):
    """The timers sleep over the end of the window and wake three days later."""
    ref = notice(world)
    end = world.oracle.notices[ref].end
    world.live(end)
    world.day = end + DAYS * 4
    world.one_day()


def killed_while_telling(world):
    """The process dies right after an announcement was written, and is started again."""
    ref = notice(world)
    world.live(world.oracle.notices[ref].end)
    world.day = world.oracle.notices[ref].after
    world.at(18)
    assert broken_off(world.wake, 2, after=True, beginning='INSERT INTO "documents_seal"'), (
        "certificate, announcement"
    )
    world.run_whole()


def killed_while_telling_a_cancellation(world):
    """The same with a cancellation: the effect was claimed, the announcement not yet written."""
    code = world.take_over()
    world.break_condition(code)
    world.cancel(code)
    world.at(18)
    assert broken_off(world.wake, 1, beginning='INSERT INTO "publicity_announcement"')
    world.run_whole()


def supplemented(world):
    """What is added after a week has ten days of its own."""
    ref = notice(world)
    world.later(7, lambda: world.supplement(ref))
    world.live(world.oracle.notices[ref].end + DAYS * 16)


def struck_off(world):
    """One entry is withdrawn while the notice stands."""
    ref = notice(world)
    world.later(3, lambda: world.withdraw(f"{ref}/1"))
    world.live(world.day + DAYS * 4)


def amended(world):
    """A day of the running window becomes a holiday; the later end waits for the second person."""
    ref, lists = notice(world), world.lists[2026]
    world.later(
        2,
        lambda: world.arrange(
            2026, sorted([*lists, (date(2026, 5, 14), "holiday", "临时")]), "国办发明电〔2026〕99号"
        ),
    )
    world.live(world.oracle.notices[ref].end + DAYS * 3)
    world.profile = replace(PLAIN, extension_decided=1)
    while world.oracle.notices[ref].state == "open":
        world.one_day()
        world.day += DAYS


def page_down(world):
    """The site is down for two days of a window; nobody has decided on the days lost when it ends."""
    ref = notice(world)
    world.later(5, lambda: setattr(world, "down_until", world.day + DAYS))
    world.live(world.oracle.notices[ref].end + DAYS * 2)
    assert world.oracle.notices[ref].asked_gaps


page_down.profile = replace(PLAIN, leaps=False)


def profile_of(scene):
    """Scenes leap over quiet days unless they say otherwise."""
    return getattr(scene, "profile", PLAIN)


def year_end(world):
    """A window into a year without its list; the list comes with a weekend worked, the told end stays."""
    world.day = date(2026, 12, 21)
    world.at(10)
    ref = notice(world)
    lists = [(date(2027, 1, 1), "holiday", "元旦"), *((date(2027, 1, n), "workday", "元旦") for n in (2, 3))]
    world.later(5, lambda: world.arrange(2027, lists, "国办发明电〔2026〕31号"))
    world.live(world.oracle.notices[ref].end + DAYS * 3)


def case(world, severity="minor", age=20):
    """A business proposed for the blacklist today. Returns the name of the case."""
    subject = world.new_business()
    assert Business.objects.filter(uscc=subject.uscc).exists()
    world.propose_case(subject.uscc, severity=severity, age=age)
    return "案件1"


def shown_until_its_term(world):
    """Listed, shown, and hidden when its three months from the determining document are over."""
    case(world)
    world.live(START + DAYS * 75)


def asleep_when_the_term_ends(world):
    """The timers sleep over the end of the term."""
    ref = case(world)
    world.live(START + DAYS * 60)
    world.day = world.oracle.cases[ref].hidden_from + DAYS * 2
    world.one_day()


def decided_too_soon(world):
    """The decision is tried on the last day of the reply period, and on the day after."""
    ref = case(world)
    for deed in (world.clear, world.notify):
        deed(ref)
    world.agenda.clear()
    for day in (world.oracle.cases[ref].reply_due, world.oracle.cases[ref].reply_due + DAYS):
        world.agenda[day] = [lambda: world.decide(ref)]
    world.live(START + DAYS * 12)


def decided_by_one(world):
    """The same person proposes and decides."""
    world.people_alike = True
    ref = case(world)
    world.live(START + DAYS * 20)
    assert world.oracle.cases[ref].state in ("notified", "replied", "listed", "published")


def repair_asked_early(world):
    """Repair is asked for on the day before the shortest term is over, and again on the day."""
    ref = case(world, "general", 30)
    world.live(START + DAYS * 30)
    first = world.oracle.cases[ref].earliest_repair
    for day in (first - DAYS, first):
        world.agenda[day] = [lambda: world.ask_repair(ref)]
    world.live(first + DAYS)


def taken_off_the_list(world):
    """Off the list because the determining document was corrected."""
    ref = case(world)
    world.live(START + DAYS * 30)
    world.take_off(ref)
    world.agenda.clear()
    world.run_whole()
