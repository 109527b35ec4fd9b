"""Progress to 100 + 100 (R02, A08: a target, not a cap), and how many came to each step."""

from ..facts.clients import KINDS
from ..facts.steps import STEPS
from ..figures import HOUSEHOLDS, ITEMS, Chart, Line, Rate, Section, Table, count, distinct
from ..rules.spans import BY, Span, spans_until

ONCE = "每件申报在每个环节只计首次到达之日。"
REFERRALS = "“推荐”以推荐名单为准。"
LENT = "“获贷”为当期有放款的户数，合计中同一户只计一次。"


def build(facts, by) -> Section:
    sight, tables = facts.sight, []
    if sight.recognised:
        tables.append(target(facts))
    if sight.applications:
        tables.append(_funnel(facts, by))
    rates = (_lent(facts),) if sight.recognised and sight.lending and sight.county else ()
    return Section("progress", "进度与件数", rates, tuple(tables))


def target(facts):
    goals = {"enterprise": facts.terms.target_enterprises, "individual": facts.terms.target_individuals}
    lines = tuple(_goal(facts, kind, goal) for kind, goal in goals.items())
    bars = tuple((line.label, line.cells[0].value) for line in lines)
    return Table(
        "择优推荐目标", "类别", ("现有户数", "目标", "完成"), lines,
        chart=Chart("现有信用企业、信用户", HOUSEHOLDS, bars, goal=goals["enterprise"] if len(set(goals.values())) == 1 else None),
        remark="目标是推荐的目标，不是上限，达到以后仍可以认定（文件一（二））。",
    )  # fmt: skip


def _goal(facts, kind, goal):
    now = count(
        f"{kind}.now", f"现有{KINDS[kind]}", [one for one in facts.standings if one.kind == kind], HOUSEHOLDS
    )
    return Line(KINDS[kind], (now, f"{goal}户", f"{now.value * 100 / goal:.2f}%" if goal else "—"))


def _lent(facts):
    """Of those recognised now, how many have ever drawn."""
    known = {one.business for one in facts.standings}
    drawn = [loan for loan in facts.loans_on(facts.at.on) if loan.business in known]
    return Rate(
        "lent", "获贷率", "现有信用企业（户）中获得过贷款的户数 ÷ 现有信用企业（户）户数 × 100%", "R31",
        distinct("lent.top", "获得过贷款的信用企业（户）", drawn, "business"), count("lent.bottom", "现有信用企业（户）", facts.standings, HOUSEHOLDS),
    )  # fmt: skip


def _funnel(facts, by):
    steps = [code for code in STEPS if facts.sight.registry or code != "referred"]
    lending = facts.sight.lending and facts.sight.county
    spans = spans_until(facts.at.on, by)
    lines = tuple(
        Line(span.label, _cells(facts, span.code, span.label, span, steps, lending)) for span in spans
    )
    together = Span("all", "所列期间", spans[0].first, spans[-1].last)
    whole = Line("合计", _cells(facts, "all", "所列期间", together, steps, lending))
    heads = (*(STEPS[code] for code in steps), *(("获贷",) if lending else ()))
    return Table(
        f"各环节件数，{BY[by][0]}", "期间", heads, lines, whole,
        "".join((ONCE, REFERRALS if facts.sight.registry else "", LENT if lending else "")),
        Chart("认定件数", ITEMS, tuple((line.label, line.cells[3].value) for line in lines), across=False),
    )  # fmt: skip


def _cells(facts, key, name, span, steps, lending):
    rows = [one for one in facts.steps if span.holds(one.day)]
    found = [
        count(f"{key}.{code}", f"{name}{STEPS[code]}", [one for one in rows if one.step == code], ITEMS)
        for code in steps
    ]
    if lending:
        drawn = [loan for loan in facts.loans_on(facts.at.on) if span.holds(loan.start)]
        found.append(distinct(f"{key}.lent", f"{name}获贷户数", drawn, "business"))
    return tuple(found)
