"""How opinions are sealed, reminded and counted, and how the leading group votes (R25–R27, R61, R62). Pure.

The document gives no days, no quorum and no majority: those below are this project's own defaults (decisions
0017 and 0018), each in one place.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from registry.policy.answers import Reason
from registry.policy.dates import written

OPINION_DAYS = 20  # after the window closes, when the round names no other day
LATE_DAYS = 10  # for a question asked when the round's day has passed
REMINDER_DAYS = (-7, -1, 1, 7)  # before and after the due day
REPLY_WORKDAYS = 5  # for the applicant to answer a refusal
QUORUM = 2  # more than one member in QUORUM is present
MAJORITY = 2  # more than one vote in MAJORITY of those entitled is for

VOTE, ACCLAMATION, DEFERRED = "vote", "acclamation", "deferred"


def due_for(round_due: date | None, today: date) -> date:
    """The day by which a question asked today is answered: the round's, or LATE_DAYS when that has passed."""
    return round_due if round_due and round_due >= today else today + timedelta(days=LATE_DAYS)


def reminder_due(due_on: date, asked_on: date, today: date) -> tuple[int, date] | None:
    """The newest reminder whose day has come, as (days from the due day, its day); None before the first.

    A reminder that lay before the question was asked is none.
    """
    days = ((offset, due_on + timedelta(days=offset)) for offset in REMINDER_DAYS)
    come = [(offset, day) for offset, day in days if asked_on < day <= today]
    return come[-1] if come else None


def expired(valid_until: date | None, today: date) -> bool:
    """Whether an opinion no longer counts: valid through its last day, not after."""
    return valid_until is not None and valid_until < today


def unseal_problems(*, unanswered: int, due_on: date | None, today: date) -> list[Reason]:
    """Why the answers may not be opened yet.

    | unanswered | due day passed | opened       |
    |------------|----------------|--------------|
    | 0          | –              | yes          |
    | some       | yes            | with reason  |
    | some       | no             | no           |
    """
    if not unanswered or (due_on is not None and due_on < today):
        return []
    until = f"，答复期限为{written(due_on)}" if due_on else ""
    text = f"还有{unanswered}条意见没有答复{until}，期满前不能启封。请催办，或等期满后写明理由启封。"
    return [Reason(text, "R26", "sealed")]


@dataclass(frozen=True)
class Ballot:
    """One item of the agenda as voted. `present` counts members present, `recused` those of them who step aside."""

    name: str
    mode: str
    present: int
    recused: int = 0
    votes_for: int = 0
    against: int = 0
    abstain: int = 0

    @property
    def entitled(self) -> int:
        return self.present - self.recused


def quorum_problems(members: int, present: int) -> list[Reason]:
    """More than half of the members are present, or the meeting decides nothing."""
    if present * QUORUM > members > 0:
        return []
    text = (
        f"应到{members}人，实到{present}人，没有超过半数，不能作出决定。请核对到会情况，或另行开会。"
        if members
        else "没有登记会议成员，不能作出决定。请先登记应到成员和到会情况。"
    )
    return [Reason(text, "R27", "quorum")]


def ballot_problems(ballot: Ballot) -> list[Reason]:
    """Why the count of one item cannot be right."""
    if ballot.mode == DEFERRED:
        return []
    if ballot.entitled <= 0:
        text = f"{ballot.name}：到会{ballot.present}人全部回避，无人可以表决。请改为“暂缓”，另行开会。"
        return [Reason(text, "R27", "nobody")]
    cast = ballot.votes_for + ballot.against + ballot.abstain
    if ballot.mode == VOTE and cast != ballot.entitled:
        text = (
            f"{ballot.name}：赞成{ballot.votes_for}票、反对{ballot.against}票、弃权{ballot.abstain}票，合计{cast}票；"
            f"到会{ballot.present}人，回避{ballot.recused}人，应为{ballot.entitled}票。请核对。"
        )
        return [Reason(text, "R27", "count")]
    return []


def carried(ballot: Ballot) -> bool:
    """Whether the item is approved: by acclamation, or more than half of those entitled are for it.

    | entitled | for | against | abstain | approved |
    |----------|-----|---------|---------|----------|
    | 5        | 3   | 2       | 0       | yes      |
    | 4        | 2   | 0       | 2       | no       |
    """
    return ballot.mode == ACCLAMATION or ballot.votes_for * MAJORITY > ballot.entitled


def tally(ballot: Ballot) -> str:
    """The vote in words, as kept with the decision."""
    aside = f"，回避{ballot.recused}人" if ballot.recused else ""
    if ballot.mode == DEFERRED:
        return "暂缓审议"
    if ballot.mode == ACCLAMATION:
        return f"到会{ballot.present}人{aside}，一致同意"
    return f"到会{ballot.present}人{aside}，赞成{ballot.votes_for}票、反对{ballot.against}票、弃权{ballot.abstain}票"
