"""R27–R30, R62, R63 with A10, A11, A30: the gate before a notice, its window, and the outcome of each entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..answers import Reason
from ..dates import written
from ..terms import LAST_CHANNEL, PolicyTerms
from ..workdays import Calendar, Window

RECEIVED, UNDER_CHECK = "received", "under_check"
NOT_ACCEPTED, UNFOUNDED = "not_accepted", "unfounded"
FOUNDED_MINOR, FOUNDED_MAJOR = "founded_minor", "founded_major"
RECOGNISED, HELD, REFUSED = "recognised", "held", "refused"
_OPEN = frozenset({RECEIVED, UNDER_CHECK})


@dataclass(frozen=True)
class NoticeFacts:
    """One application about to be put into a notice."""

    name: str
    screening_passed: bool
    decided_on: date | None
    minutes_number: str
    approved: bool


@dataclass(frozen=True)
class EntryOutcome:
    """`result` is recognised, held or refused."""

    result: str
    reasons: tuple[Reason, ...] = ()


def notice_problems(facts: NoticeFacts, *, today: date) -> list[Reason]:
    """Why this application may not be made public (R27, R62).

    | office screening | leading group approved, with minutes, by today | answer |
    |------------------|------------------------------------------------|--------|
    | passed           | yes                                            | yes    |
    | anything else    |                                                | no, every reason |
    """
    decided = facts.decided_on is not None and facts.decided_on <= today
    checks = (
        (facts.screening_passed, "R27", "screening", "办公室甄别尚未通过"),
        (decided, "R62", "undecided", "没有领导小组审核记录"),
        (not decided or facts.approved, "R62", "not-approved", "领导小组审核未通过"),
        (
            not decided or facts.minutes_number.strip(),
            "R62",
            "minutes",
            "领导小组审核记录缺少会议纪要编号",
        ),
    )
    return [
        Reason(f"{facts.name}：{text}，不得公示。请补齐后再拟公示。", clause, kind)
        for holds, clause, kind, text in checks
        if not holds
    ]


def publicity_starts_on(website_on: date, channels_on: Iterable[date], terms: PolicyTerms) -> date:
    """The publication day the clock runs from (A30): the website's, or the latest of all channels."""
    return max([website_on, *channels_on]) if terms.publicity_clock == LAST_CHANNEL else website_on


def publicity_window(published_on: date, terms: PolicyTerms, calendar: Calendar) -> Window:
    """Ten working days after the day of publication, or with it when count_publication_day (A10)."""
    return calendar.window(published_on, terms.publicity_workdays, count_first=terms.count_publication_day)


def closing_problems(window: Window, *, today: date) -> list[Reason]:
    """Why a notice may not be closed today.

    | after the last day | calendar of every year official | answer |
    |--------------------|---------------------------------|--------|
    | yes                | yes                             | yes    |
    | no                 | –                               | no     |
    | –                  | no                              | no: provisional, never closes by itself |
    """
    reasons = []
    if today <= window.end:
        text = f"公示期至{written(window.end)}24时届满，{written(today)}尚未届满，不能办结。"
        reasons.append(Reason(text, "R29", "running"))
    if window.provisional:
        text = f"公示截止日{written(window.end)}为暂定，以国务院节假日通知为准。请先导入该年度节假日安排。"
        reasons.append(Reason(text, "R29", "provisional"))
    return reasons


def entry_outcome(objections: Iterable[str], terms: PolicyTerms) -> EntryOutcome:
    """What becomes of one entry after the window (R30, R63, A11), given the states of its objections.

    | a verified major event | an objection still open | hold_on_open_objection | outcome    |
    |------------------------|-------------------------|------------------------|------------|
    | yes                    | –                       | –                      | refused    |
    | no                     | yes                     | True                   | held       |
    | no                     | yes                     | False                  | recognised |
    | no                     | no                      | –                      | recognised |

    Objections not accepted, unfounded, or founded but minor do not count.
    """
    states = set(objections)
    if FOUNDED_MAJOR in states:
        text = "公示期间反映的重大失信事件经核查属实，不予认定。"
        return EntryOutcome(REFUSED, (Reason(text, "R30", FOUNDED_MAJOR),))
    if states & _OPEN and terms.hold_on_open_objection:
        text = "公示期间的异议尚未核查完毕，暂缓认定；其他主体不受影响。请尽快核查并答复。"
        return EntryOutcome(HELD, (Reason(text, "R30 R63", HELD),))
    return EntryOutcome(RECOGNISED)
