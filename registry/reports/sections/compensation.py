"""Compensation, recovery, and how far the guarantor stretches (R47, R52; domain §9.1 and §9.2)."""

from registry.policy.dates import written

from ..figures import TIMES, Line, Rate, Section, Table, count, total
from ..rules.spans import YEAR, span_of
from .grouping import grouped
from .releasing import released_within

HEADS = ("本年代偿笔数", "本年代偿额（元）", "累计代偿额（元）", "累计收回额（元）", "代偿回收率")
NO_WORTH = (
    "没有登记{on}以前的担保公司净资产，无法计算。请担保公司或办公室在“统计报表”的“担保公司净资产”中登记。"
)
BACK = "代偿依据不再成立、银行已全额退还的代偿，自退还之日起不计；为该笔代偿收回的款项也不再计。"
LAW = "《融资担保公司监督管理条例》第十五条、第十六条"


def build(facts, by) -> Section:
    year = span_of(facts.at.on, YEAR)
    rates = (_compensation(facts, year), _recovery("all", "", facts.payments, facts.recoveries))
    rates += tuple(_worth_rates(facts)) if facts.sight.county else ()
    return Section("compensation", "代偿与追偿", rates, (_banks(facts, year),))


def _compensation(facts, year):
    paid = [one for one in facts.payments if year.holds(one.day)]
    over = released_within(facts.loans_on(year.eve), facts.loans_on(year.last), year)
    return Rate(
        "paid", "担保代偿率", "本年累计担保代偿额 ÷ 本年累计解除的担保额 × 100%", "融资担保行业通行算法",
        total("paid.top", "本年累计担保代偿额", paid, "amount"), total("paid.bottom", "本年累计解除的担保额", over, "borne"),
        remark=f"解除的担保额 = 年初在保余额 ＋ 本年发放额 − 期末在保余额，按担保公司承担比例计；不以在保余额为分母。{BACK}",
    )  # fmt: skip


def _recovery(key, name, paid, back):
    return Rate(
        f"{key}.recovery", f"{name}代偿回收率", "累计追偿收回额 ÷ 累计代偿额 × 100%", "R52",
        total(f"{key}.back", f"{name}累计收回额", back, "amount"), total(f"{key}.paid", f"{name}累计代偿额", paid, "amount"),
        remark=BACK,
    )  # fmt: skip


def _worth_rates(facts):
    missing = "" if facts.worths else NO_WORTH.format(on=written(facts.at.on))
    base = total("worth", "担保公司净资产", facts.worths, "amount")
    days = "、".join(written(one.as_of) for one in facts.worths)
    remark = f"净资产数据日期：{days}。" if days else ""
    yield Rate(
        "gearing", "放大倍数", "担保责任余额 ÷ 净资产", LAW, total("gearing.top", "担保责任余额", facts.loans, "liability"), base, TIMES,
        missing, f"不超过10倍，主要服务小微企业和三农的不超过15倍；责任余额未按风险权重折算。{remark}",
    )  # fmt: skip
    yield Rate(
        "largest", "最大一户占净资产", "担保责任余额最大一户的责任余额 ÷ 净资产 × 100%", LAW,
        total("largest.top", "最大一户的担保责任余额", _largest(facts.loans), "liability"), base, missing=missing,
        remark="同一被担保人不超过10%。",
    )  # fmt: skip


def _largest(loans):
    held = {}
    for loan in loans:
        held.setdefault(loan.business, []).append(loan)
    return max(
        held.values(), key=lambda rows: (sum(one.liability for one in rows), -rows[0].business), default=[]
    )


def _banks(facts, year):
    groups = grouped(facts.payments, lambda one: (one.bank, one.bank_name))
    lines = tuple(Line(name, _cells(f"bank.{code}", name, facts, year, code)) for code, name, _ in groups)
    return Table("按银行", "银行", HEADS, lines, Line("合计", _cells("banks", "全部", facts, year)))


def _cells(key, name, facts, year, bank=None):
    paid = [one for one in facts.payments if bank in (None, one.bank)]
    back = [one for one in facts.recoveries if bank in (None, one.bank)]
    now = [one for one in paid if year.holds(one.day)]
    recovery = _recovery(key, name, paid, back)
    return (
        count(f"{key}.count", f"{name}本年代偿笔数", now), total(f"{key}.now", f"{name}本年代偿额", now, "amount"),
        recovery.bottom, recovery.top, recovery,
    )  # fmt: skip
