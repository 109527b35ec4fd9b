"""信用修复, domain §5.3: 《信用修复管理办法》(国家发展改革委令第36号, in force 2026-04-01)."""

from dataclasses import dataclass
from datetime import date

from ..answers import Reason
from ..dates import add_months, written

MINOR, GENERAL, SERIOUS = "minor", "general", "serious"
SEVERITY_LABELS = {MINOR: "轻微", GENERAL: "一般", SERIOUS: "严重"}
_LAW = "国家发展改革委令第36号"
_MONTHS = {MINOR: (0, 3), GENERAL: (3, 12), SERIOUS: (12, 36)}


@dataclass(frozen=True)
class RepairTerm:
    """`min_until`: from this day repair may be asked for. `max_until`: from this day nothing is shown."""

    min_until: date
    max_until: date


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
