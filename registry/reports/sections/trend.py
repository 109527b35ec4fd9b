"""The last months, quarters or years beside each other."""

from ..figures import Chart, Line, Section, Table, count, distinct, total
from ..rules.spans import BY, spans_until
from .releasing import released_within

HEADS = (
    "期末笔数",
    "期末户数",
    "期末在保余额（元）",
    "期末逾期余额（元）",
    "本期发放笔数",
    "本期发放额（元）",
    "本期解除担保额（元）",
)


def build(facts, by) -> Section:
    spans = spans_until(facts.at.on, by)
    lines = tuple(Line(span.label, _cells(facts, span)) for span in spans)
    bars = tuple((line.label, line.cells[2].value) for line in lines)
    table = Table(
        BY[by][0], "期间", HEADS, lines, chart=Chart("期末在保余额", "万元", bars, across=False),
        remark="本期解除担保额 = 期初在保余额 ＋ 本期发放额 − 期末在保余额，包括还款和代偿。",
    )  # fmt: skip
    return Section("trend", "走势", (), (table,))


def _cells(facts, span):
    known = facts.loans_on(span.last)
    loans, drawn = (
        [loan for loan in known if loan.in_force],
        [loan for loan in known if span.holds(loan.start)],
    )
    late = [loan for loan in loans if loan.days]
    key, at = span.code, span.label
    return (
        count(f"{key}.count", f"{at}期末在保笔数", loans), distinct(f"{key}.clients", f"{at}期末在保户数", loans, "business"),
        total(f"{key}.balance", f"{at}期末在保余额", loans, "balance"), total(f"{key}.late", f"{at}期末逾期余额", late, "balance"),
        count(f"{key}.drawn", f"{at}发放笔数", drawn), total(f"{key}.amount", f"{at}发放额", drawn, "amount"),
        total(f"{key}.released", f"{at}解除担保额", released_within(facts.loans_on(span.eve), known, span), "released"),
    )  # fmt: skip
