"""回执: until when an institution acknowledges what it was sent (R39 立即; the days are an assumption of this project)."""

from dataclasses import dataclass
from datetime import date

from ..answers import Reason
from ..workdays import Calendar

WARNING, WITHDRAWAL, LISTING, REMOVAL = "warning", "withdrawal", "listing", "removal"
RECEIPT_PURPOSES = {
    WARNING: "预警提示",
    WITHDRAWAL: "预警撤回",
    LISTING: "列入与联合惩戒",
    REMOVAL: "移出与停止使用",
}
RECEIPT_WORKDAYS = {WARNING: 1, WITHDRAWAL: 1, LISTING: 3, REMOVAL: 3}
REMIND_EVERY_WORKDAYS = 5


@dataclass(frozen=True)
class ReceiptFacts:
    """`for_itself`: an account of the institution; else the office writes down what it was told, with `note`."""

    acknowledged: bool
    for_itself: bool
    note: str
    measures_standing: bool = False


def receipt_due(purpose: str, sent_on: date, calendar: Calendar) -> date:
    """The last day to acknowledge: 1 working day for a warning and its withdrawal, 3 for a listing and a removal."""
    return calendar.add_workdays(sent_on, RECEIPT_WORKDAYS[purpose])


def waited_workdays(sent_on: date, today: date, calendar: Calendar) -> int:
    """Working days since it was sent, the day itself not counted; 0 on that day."""
    return calendar.workdays_between(sent_on, today)


def acknowledgement_problems(facts: ReceiptFacts, purpose: str) -> list[Reason]:
    """Why a paper may not be acknowledged.

    | acknowledged before | by itself, or by the office with a note | removal: own measures lifted | answer |
    |---------------------|-----------------------------------------|------------------------------|--------|
    | no                  | yes                                     | yes, or no removal           | yes    |
    | anything else       |                                         |                              | no, every reason |
    """
    standing = purpose == REMOVAL and facts.measures_standing
    checks = (
        (not facts.acknowledged, "again", "这份文书已经签收，不必重复办理。"),
        (
            facts.for_itself or facts.note.strip(),
            "note",
            "代为登记签收须写明凭据。请填写对方签收人、日期和回执编号，或者电话记录。",
        ),
        (
            not standing,
            "measures",
            "本单位登记的联合惩戒措施尚未解除。请先在“联合惩戒措施”中登记解除，再签收移出决定。",
        ),
    )
    return [Reason(text, "", kind) for holds, kind, text in checks if not holds]
