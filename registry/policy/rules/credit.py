"""R14–R18 with A27 and A28: what counts as a bad record, and whose lawsuit counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..answers import Reason
from ..terms import PolicyTerms

ROLE_LABELS = {
    "plaintiff": "原告",
    "defendant": "被告",
    "third_party": "第三人",
    "applicant": "申请执行人",
    "enforced": "被执行人",
    "suspect": "犯罪嫌疑人",
    "victim": "被害人",
}
_WHERE = {"R14": "人民银行征信系统", "R15": "旗内小额贷款公司", "R16": "“信用中国”网站"}
_WHERE |= {"R18": "“国家企业信用信息公示系统”"}


@dataclass(frozen=True)
class Record:
    """A bad record found under condition `condition` (R14, R15, R16, R18)."""

    condition: str
    summary: str
    repaired: bool = False


@dataclass(frozen=True)
class Litigation:
    """A case still open, and the subject's role in it."""

    reference: str
    role: str


def record_problems(records: Iterable[Record]) -> list[Reason]:
    """Bad records that count. A repaired one does not: repair ends publishing, sharing and using (A28)."""
    return [
        Reason(
            f"在{_WHERE.get(r.condition, r.condition)}有不良记录：{r.summary}。",
            r.condition,
            "bad-record",
        )
        for r in records
        if not r.repaired
    ]


def record_remarks(records: Iterable[Record]) -> list[Reason]:
    """Repaired records, told but not counted."""
    return [
        Reason(
            f"{_WHERE.get(r.condition, r.condition)}的记录“{r.summary}”已修复，不计入。",
            r.condition,
            "repaired",
        )
        for r in records
        if r.repaired
    ]


def litigation_problems(cases: Iterable[Litigation], terms: PolicyTerms) -> list[Reason]:
    """Open cases that fail R17 (A27).

    | role                          | answer |
    |-------------------------------|--------|
    | 被告, 被执行人, 犯罪嫌疑人     | no     |
    | 原告 and every other role     | yes, with a remark |
    """
    return [
        Reason(
            f"在公安、法院、检察院系统有在案、在诉记录：{_told(case)}。",
            "R17",
            "litigation",
        )
        for case in cases
        if case.role in terms.litigation_roles_bad
    ]


def litigation_remarks(cases: Iterable[Litigation], terms: PolicyTerms) -> list[Reason]:
    """Open cases that do not fail R17, so that the screener knows them."""
    return [
        Reason(f"提示：有在诉记录但不因此否决：{_told(case)}。", "R17", "litigation-remark")
        for case in cases
        if case.role not in terms.litigation_roles_bad
    ]


def _told(case):
    return f"{case.reference}（{ROLE_LABELS.get(case.role, case.role)}）"
