"""What is in force on the day: sums, by whom and where, average prices (R04–R10, domain §9.4)."""

from registry.policy.money import percent

from ..figures import PERCENT, Chart, Line, Rate, Section, Table, count, distinct, total
from ..rules.spans import THIS, span_of
from .grouping import dimensions, grouped

LIABILITY = "担保责任余额 = 各笔在保余额 × 担保公司分担比例（合同签订日有效的分担协议；没有协议的，按放款日施行的政策），逐笔计算后相加。"
HEADS = ("笔数", "户数", "余额（元）", "占余额")


def build(facts, by) -> Section:
    loans = facts.loans
    tables = [_sums(facts, by)] + [_by(dimension, loans) for dimension in dimensions(facts.sight)]
    untold = sum(not loan.told for loan in loans)
    remark = LIABILITY + (f"其中{untold}笔在该日以前银行还没有报送余额，按放款金额计。" if untold else "")
    return Section("balances", "在保余额", _averages(loans, facts.terms), tuple(tables), remark)


def _sums(facts, by):
    loans, span = facts.loans, span_of(facts.at.on, by)
    drawn = [loan for loan in facts.loans_on(facts.at.on) if span.holds(loan.start)]
    lines = (
        Line("在保（当日）", (
            count("all.count", "在保笔数", loans), distinct("all.clients", "在保户数", loans, "business"),
            total("all.balance", "在保余额", loans, "balance"), total("all.liability", "担保责任余额", loans, "liability"),
        )),
        Line(f"{THIS[by]}发放", (
            count("drawn.count", f"{THIS[by]}发放笔数", drawn), distinct("drawn.clients", f"{THIS[by]}获贷户数", drawn, "business"),
            total("drawn.amount", f"{THIS[by]}发放额", drawn, "amount"), None,
        )),
    )  # fmt: skip
    return Table("总数", "项目", ("笔数", "户数", "金额（元）", "其中担保责任（元）"), lines)


def _by(dimension, loans):
    groups = grouped(loans, dimension.of)
    whole = total("all.balance", "在保余额", loans, "balance")
    lines = tuple(
        Line(name, _cells(f"{dimension.code}.{code}", name, held, whole)) for code, name, held in groups
    )
    bars = tuple((name, sum(loan.balance for loan in held)) for _, name, held in groups)
    return Table(
        f"按{dimension.title}", dimension.title, HEADS, lines, Line("合计", _cells(f"{dimension.code}s", "全部", loans, whole)),
        chart=Chart(f"在保余额，按{dimension.title}", "万元", bars) if len(bars) > 1 else None,
    )  # fmt: skip


def _cells(key, name, held, whole):
    balance = total(f"{key}.balance", f"{name}在保余额", held, "balance")
    return (
        count(f"{key}.count", f"{name}在保笔数", held), distinct(f"{key}.clients", f"{name}在保户数", held, "business"), balance,
        Rate(f"{key}.part", f"{name}占在保余额", "该项余额 ÷ 在保余额 × 100%", "", balance, whole),
    )  # fmt: skip


def _averages(loans, terms):
    priced = [loan for loan in loans if loan.fee is not None]
    base, fee_base = (
        total("all.balance", "在保余额", loans, "balance"),
        total("fee.base", "已报担保费率的余额", priced, "balance"),
    )
    return (
        Rate("rate", "平均年利率", "各笔（余额 × 年利率）之和 ÷ 各笔余额之和", "R07 R09", total("rate.top", "按余额计的年利息", loans, "interest"), base,
             PERCENT),
        Rate("fee", "平均年化担保费率", "各笔（余额 × 年化担保费率）之和 ÷ 各笔余额之和", "R08", total("fee.top", "按余额计的年担保费", priced, "fees"), fee_base,
             PERCENT, "", f"只计银行报送了担保费率的借据；政策上限{percent(terms.fee_cap)}。"),
        Rate("cost", "平均综合年成本", "各笔（余额 ×（年利率＋年化担保费率））之和 ÷ 各笔余额之和", "R07 A06",
             total("cost.top", "按余额计的年利息和担保费", priced, "cost"), fee_base, PERCENT, "", f"政策目标{percent(terms.allin_target)}左右。"),
    )  # fmt: skip
