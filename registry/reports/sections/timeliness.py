"""How punctual each bank is: reports of day 1 and day 60, returns of periods (R44, R46, A19)."""

from ..facts.owed import KINDS
from ..figures import ITEMS, Line, Rate, Section, Table, count
from ..rules.punctual import COUNTED, OUTCOMES
from ..rules.spans import THIS, span_of
from .grouping import grouped

FORMULA = "按期件数 ÷（按期＋迟报＋逾期未报）× 100%"
SOURCE = {"day1": "R44 A19", "day60": "R46 A19", "return": "R44"}
FIRST = ("in_time", "late", "missing", "open")


def build(facts, by) -> Section:
    span = span_of(facts.at.on, by)
    due = [one for one in facts.reports if span.first <= one.due]
    tables = [
        _table(kind, title, [one for one in due if one.kind == kind], by) for kind, title in KINDS.items()
    ]
    tables.append(
        _table(
            "return",
            "定期报送（贷款台账、零报告）",
            [one for one in facts.returns if span.first <= one.due],
            by,
        )
    )
    remark = f"只计报告期限在{THIS[by]}以内，以及期限未到的；因银行更正数据而撤销的逾期不计。"
    return Section("timeliness", "报告及时性", (), tuple(tables), remark)


def _table(kind, title, rows, by):
    outcomes = (*FIRST, *(("excused",) if kind == "return" else ()))
    heads = ("应报", *(OUTCOMES[name] for name in outcomes), "按期率")
    groups = grouped(rows, lambda one: (one.bank, one.bank_name))
    lines = tuple(
        Line(name, _cells(f"{kind}.{code}", f"{name}{title}", held, outcomes, kind))
        for code, name, held in groups
    )
    total = Line("合计", _cells(f"{kind}s", title, rows, outcomes, kind))
    return Table(title, "银行", heads, lines, total, f"按期率 = {FORMULA}。{THIS[by]}的期限。")


def _cells(key, name, rows, outcomes, kind):
    held = {code: [one for one in rows if one.outcome == code] for code in outcomes}
    base = [one for one in rows if one.outcome in COUNTED]
    counted = tuple(count(f"{key}.{code}", f"{name}{OUTCOMES[code]}", held[code], ITEMS) for code in outcomes)
    rate = Rate(
        f"{key}.rate",
        f"{name}按期率",
        FORMULA,
        SOURCE[kind],
        counted[0],
        count(f"{key}.base", f"{name}计入按期率的", base, ITEMS),
    )
    return count(f"{key}.all", f"{name}应报", rows, ITEMS), *counted, rate
