"""What a reported credit fact must be: one business, a day, a conclusion, no raw data (R55, R72). Pure."""

from dataclasses import dataclass
from datetime import date

from registry.policy.dates import add_months, written
from registry.policy.privacy import raw_data_problems

NORMAL, NOTICE, ADVERSE = "normal", "notice", "adverse"
LEVELS = {NORMAL: "正常", NOTICE: "提示", ADVERSE: "不良"}
LONGEST = {"kind": ("事项", 40), "statement": ("情况说明", 100), "reference": ("文号", 80)}


@dataclass(frozen=True)
class FactRow:
    """One fact as reported: about the business `uscc`, for the days `period_from`–`period_to`. `number` is its row."""

    uscc: str
    kind: str
    period_from: date
    period_to: date
    level: str
    statement: str = ""
    reference: str = ""
    valid_until: date | None = None
    number: int = 0

    @property
    def key(self):
        """What makes two reports the same fact: a later one with other contents is its correction."""
        return self.uscc, self.kind, self.period_from, self.period_to, self.reference


def last_day(period_to: date, retention_months: int) -> date:
    """The last day a fact may be kept in view: `retention_months` after the end of its period."""
    return add_months(period_to, retention_months)


def fact_problems(row: FactRow, *, retention_months: int, today: date) -> list[tuple[str, str]]:
    """(field, sentence) for everything wrong with the row, in the order of the columns; empty when it may be kept."""
    return [*_words(row), *_days(row, retention_months, today)]


def _words(row):
    if not row.kind:
        yield "kind", "“事项”为空。请填写所报信息的名称，例如“纳税信用级别”。"
    for field, (label, longest) in LONGEST.items():
        if len(getattr(row, field)) > longest:
            yield field, f"“{label}”有{len(getattr(row, field))}个字，最多{longest}个字。只写结论，请缩短。"
    if row.level not in LEVELS:
        yield "level", f"“结论”为“{row.level}”，应为正常、提示、不良之一。请更正。"
    if row.level in (NOTICE, ADVERSE) and not row.statement:
        yield "statement", f"结论为“{LEVELS[row.level]}”，必须写明情况。请用一句话写明结论，不写案情。"
    if row.level == ADVERSE and not row.reference:
        yield "reference", "结论为“不良”，必须有依据的文书或编号。请填写“文号”。"
    for field in ("kind", "statement"):
        for sentence in raw_data_problems({LONGEST[field][0]: getattr(row, field)}):
            yield field, sentence


def _days(row, retention_months, today):
    if row.period_from > row.period_to:
        yield (
            "period_from",
            f"起始日期{written(row.period_from)}晚于截止日期{written(row.period_to)}。请核对。",
        )
    if row.period_to > today:
        yield "period_to", f"截止日期{written(row.period_to)}还没有到（今天是{written(today)}）。请核对。"
        return
    last = last_day(row.period_to, retention_months)
    if last < today:
        yield (
            "period_to",
            f"该信息的保存期限到{written(last)}为止（截止日期后{retention_months}个月），已经过期，不再收存。",
        )
    elif row.valid_until and row.valid_until > last:
        yield (
            "valid_until",
            f"有效期至{written(row.valid_until)}，超过保存期限{written(last)}。请改为不晚于该日，或者留空。",
        )
    elif row.valid_until and row.valid_until < today:
        yield "valid_until", f"有效期至{written(row.valid_until)}，已经过期。请核对。"
