"""The blacklist with due process: 拟列入、告知、陈述申辩、两人决定、送达、公开、修复、期满 (domain §5.2, §5.3).

轻微 0 to 3 months, 一般 3 to 12, 严重 12 to 36, counted from the document that determined the conduct.
"""

from dataclasses import dataclass, field
from datetime import date

from .almanac import months_after

TERMS = {"minor": (0, 3), "general": (3, 12), "serious": (12, 36)}
REPLY_WORKDAYS, REPAIR_WORKDAYS = 5, 10
GROUNDS = ("fraud", "misuse", "evasion")


@dataclass
class Repair:
    """One application for repair."""

    ref: str
    due: date
    state: str = "received"


@dataclass
class Case:
    """One case against one business; `by` names who did what."""

    ref: str
    subject: str
    severity: str
    determined: date
    state: str = "proposed"
    basis: date | None = None
    by: dict = field(default_factory=dict)
    notified: date | None = None
    reply_due: date | None = None
    certain: bool = True
    replied: bool = False
    reviewed: bool = False
    waived: bool = False
    served: date | None = None
    shown_from: date | None = None
    repairs: list = field(default_factory=list)

    def become(self, state, basis, who=""):
        self.state, self.basis = state, basis
        if who:
            self.by[state] = who

    @property
    def earliest_repair(self):
        return months_after(self.determined, TERMS[self.severity][0])

    @property
    def hidden_from(self):
        return months_after(self.determined, TERMS[self.severity][1])

    def shown_on(self, day) -> bool:
        return self.state == "published" and self.shown_from <= day < self.hidden_from

    def owed_reply(self, almanac):
        return almanac.nth(self.notified, REPLY_WORKDAYS)

    def repair_open(self):
        return next((r for r in self.repairs if r.state in ("received", "verified")), None)


def lacks(*, ground, facts, evidence, determination, timer=False) -> str:
    """The element a proposal lacks, as a word that the refusal must name; "" when it is whole."""
    if ground not in GROUNDS:
        return "骗取、挪用或恶意逃废"
    for there, word in (
        (facts, "事实"),
        (evidence, "证据"),
        (determination, "认定依据"),
        (not timer, "定时"),
    ):
        if not there:
            return word
    return ""


def may_list(case, day, who, almanac) -> str:
    """What the decision to list lacks; a person decides it who neither proposed nor reviewed (决定须两人)."""
    if case.state not in ("notified", "replied"):
        return "现在是"
    if who in (case.by.get("proposed"), case.by.get("cleared"), case.by.get("notified")):
        return "另一人"
    if not case.waived and case.notified and case.owed_reply(almanac) > case.reply_due and case.certain:
        return "顺延"
    if not case.waived and not almanac.certain(case.notified, case.owed_reply(almanac)):
        return "节假日安排"
    due = case.reply_due if case.certain else max(case.reply_due, case.owed_reply(almanac))
    if not case.waived and day <= due:
        return "期限未满"
    return "复核" if case.replied and not case.reviewed and not case.waived else ""


def may_show(case, day, who) -> str:
    """What publication lacks."""
    if case.state != "listed":
        return "现在是"
    if case.served is None or case.served > day:
        return "送达"
    if who in (case.by.get("proposed"), case.by.get("listed")):
        return "另一人"
    return "最长公开期" if day >= case.hidden_from else ""


def may_ask_repair(case, day, papers) -> str:
    """What an application for repair lacks."""
    if case.state not in ("listed", "published"):
        return "不需要修复"
    if case.repair_open():
        return "先办结"
    if day < case.earliest_repair:
        return "最短公示期"
    names = {"correction_proof": "纠正", "duties_proof": "履行", "promise": "承诺书"}
    return next((word for name, word in names.items() if name not in papers), "")
