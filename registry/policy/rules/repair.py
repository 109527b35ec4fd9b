"""信用修复, domain §5.3: 《信用修复管理办法》(国家发展改革委令第36号, in force 2026-04-01)."""

from dataclasses import dataclass
from datetime import date

from ..answers import Reason
from ..dates import add_months, written
from ..workdays import Calendar

MINOR, GENERAL, SERIOUS = "minor", "general", "serious"
SEVERITY_LABELS = {MINOR: "轻微", GENERAL: "一般", SERIOUS: "严重"}
_LAW = "国家发展改革委令第36号"
_MONTHS = {MINOR: (0, 3), GENERAL: (3, 12), SERIOUS: (12, 36)}


@dataclass(frozen=True)
class RepairTerm:
    """`min_until`: from this day repair may be asked for. `max_until`: from this day nothing is shown."""

    min_until: date
    max_until: date


REPAIR_DECISION_WORKDAYS = 10


@dataclass(frozen=True)
class RepairApplication:
    """What a business handed in to be repaired: whose word, and which proofs are there."""

    severity: str
    determined_on: date
    applicant: str
    statement: str
    correction_proof: bool
    duties_proof: bool
    promise: bool


@dataclass(frozen=True)
class RepairFacts:
    """The conditions of a repair, each met or not."""

    severity: str
    determined_on: date
    corrected: bool
    duties_performed: bool
    promise_on_file: bool


def repair_term(severity: str, determined_on: date) -> RepairTerm:
    """Shortest and longest publication, counted from the day the deciding document determined it.

    | severity | at least  | at most  |
    |----------|-----------|----------|
    | 轻微     | 0         | 3 months |
    | 一般     | 3 months  | 1 year   |
    | 严重     | 1 year    | 3 years  |
    """
    low, high = _MONTHS[severity]
    return RepairTerm(add_months(determined_on, low), add_months(determined_on, high))


def may_publish_on(severity: str, determined_on: date, day: date) -> bool:
    """From the day of the decision until the day before `max_until`."""
    return determined_on <= day < repair_term(severity, determined_on).max_until


def repair_problems(facts: RepairFacts, *, on: date) -> list[Reason]:
    """Why a repair may not be granted yet.

    | shortest term passed | corrected | duties performed | public promise | answer |
    |----------------------|-----------|------------------|----------------|--------|
    | yes                  | yes       | yes              | yes            | yes    |
    | anything else        |           |                  |                | no, every reason |
    """
    earliest = repair_term(facts.severity, facts.determined_on).min_until
    label = SEVERITY_LABELS[facts.severity]
    early = f"{label}失信信息的最短公示期至{written(earliest)}届满，之前不能申请修复。"
    checks = (
        (on >= earliest, "too-early", early),
        (facts.corrected, "not-corrected", "失信行为尚未纠正。请提交已纠正的证明。"),
        (facts.duties_performed, "duties", "义务尚未履行完毕。请履行完毕并提交证明。"),
        (facts.promise_on_file, "promise", "没有公开信用承诺书。请提交信用承诺书。"),
    )
    return [Reason(text, _LAW, kind) for holds, kind, text in checks if not holds]


def application_problems(facts: RepairApplication, *, on: date) -> list[Reason]:
    """Why an application for repair is not accepted on the day it comes; each missing paper by its name.

    | shortest term passed | applicant, statement | 纠正证明 | 履行证明 | 承诺书 | answer |
    |----------------------|----------------------|----------|----------|--------|--------|
    | yes                  | yes                  | yes      | yes      | yes    | yes    |
    | anything else        |                      |          |          |        | no, every reason |
    """
    earliest = repair_term(facts.severity, facts.determined_on).min_until
    label = SEVERITY_LABELS[facts.severity]
    early = f"{label}失信信息的最短公示期至{written(earliest)}届满，最早可于该日申请修复，收到日期是{written(on)}。"
    checks = (
        (on >= earliest, "too-early", early),
        (
            facts.applicant.strip(),
            "applicant",
            "没有填写申请人。请填写申请企业（户）的法定代表人、经营者或者受托人。",
        ),
        (facts.statement.strip(), "statement", "没有填写申请事由。请写明如何纠正失信行为、履行义务。"),
        (facts.correction_proof, "correction-proof", "缺少已纠正失信行为的证明。请上传证明文件。"),
        (facts.duties_proof, "duties-proof", "缺少义务履行完毕的证明。请上传还款凭证、结清证明等文件。"),
        (facts.promise, "promise", "缺少信用承诺书。请上传签字或者盖章的信用承诺书。"),
    )
    return [Reason(text, _LAW, kind) for holds, kind, text in checks if not holds]


def repair_decision_due(received_on: date, calendar: Calendar) -> date:
    """The last day to decide: 10 working days after receipt, the day itself not counted."""
    return calendar.add_workdays(received_on, REPAIR_DECISION_WORKDAYS)
