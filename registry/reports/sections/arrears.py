"""Overdue loans by buckets, rates of arrears and of bad loans (A15–A17, domain §8.3 and §9.1)."""

from ..figures import Chart, Line, Rate, Section, Table, count, distinct, total
from ..rules.buckets import BAD, BUCKETS, GRADES
from .grouping import grouped

ARREARS = "逾期贷款余额 ÷ 在保余额 × 100%"
BAD_SHARE = "次级、可疑、损失三类余额 ÷ 在保余额 × 100%"
RULE = "《商业银行金融资产风险分类办法》（2023年第1号令）"


def build(facts, by) -> Section:
    loans = facts.loans
    tables = (_buckets(loans), _banks(loans), _grades(loans))
    return Section("arrears", "逾期与质量", tuple(_rates("all", "", loans)), tables)


def _rates(key, name, loans):
    base = total(f"{key}.balance", f"{name}在保余额", loans, "balance")
    late, bad = [loan for loan in loans if loan.days], [loan for loan in loans if loan.told_grade in BAD]
    remark = "五级分类以银行报送为准；银行没有报送的，按逾期天数的最低要求计。"
    yield Rate(
        f"{key}.arrears",
        f"{name}逾期率",
        ARREARS,
        "R36",
        total(f"{key}.late", f"{name}逾期余额", late, "balance"),
        base,
    )
    yield Rate(
        f"{key}.badshare", f"{name}不良率", BAD_SHARE, RULE, total(f"{key}.bad", f"{name}不良余额", bad, "balance"), base,
        remark=remark,
    )  # fmt: skip


def _buckets(loans):
    late = [loan for loan in loans if loan.days]
    whole = total("late.balance", "逾期余额", late, "balance")
    held = [(b, [loan for loan in late if loan.bucket == b.code]) for b in BUCKETS]
    lines = tuple(Line(f"逾期{b.label}", _cells(b.code, f"逾期{b.label}", rows, whole)) for b, rows in held)
    bars = tuple((line.label, line.cells[2].value) for line in lines)
    return Table(
        "按逾期天数", "逾期天数", ("笔数", "户数", "余额（元）", "占逾期余额"), lines, Line("合计", _cells("late", "逾期", late, whole)),
        "逾期第1日为应还款日的次日，按自然日计。", Chart("逾期余额，按逾期天数", "万元", bars, across=False) if late else None,
    )  # fmt: skip


def _cells(key, name, rows, whole):
    balance = total(f"{key}.balance", f"{name}余额", rows, "balance")
    return (
        count(f"{key}.count", f"{name}笔数", rows), distinct(f"{key}.clients", f"{name}户数", rows, "business"), balance,
        Rate(f"{key}.part", f"{name}占逾期余额", "该段余额 ÷ 逾期余额 × 100%", "", balance, whole),
    )  # fmt: skip


def _banks(loans):
    groups = grouped(loans, lambda loan: (loan.bank, loan.bank_name))
    lines = tuple(Line(name, _bank(f"bank.{code}", name, rows)) for code, name, rows in groups)
    return Table(
        "按银行",
        "银行",
        ("逾期笔数", "逾期余额（元）", "逾期率", "不良率"),
        lines,
        Line("合计", _bank("banks", "全部", loans)),
    )


def _bank(key, name, loans):
    late = [loan for loan in loans if loan.days]
    return (
        count(f"{key}.count", f"{name}逾期笔数", late),
        total(f"{key}.late", f"{name}逾期余额", late, "balance"),
        *_rates(key, name, loans),
    )


def _grades(loans):
    whole = total("all.balance", "在保余额", loans, "balance")
    held = [(grade, [loan for loan in loans if loan.told_grade == grade]) for grade in GRADES]
    lines = tuple(Line(grade, _cells_of(f"grade.{grade}", grade, rows, whole)) for grade, rows in held)
    return Table(
        "按五级分类",
        "分类",
        ("笔数", "余额（元）", "占在保余额"),
        lines,
        Line("合计", _cells_of("grades", "全部", loans, whole)),
    )


def _cells_of(key, name, rows, whole):
    balance = total(f"{key}.balance", f"{name}类余额", rows, "balance")
    part = Rate(f"{key}.part", f"{name}类占在保余额", "该类余额 ÷ 在保余额 × 100%", "", balance, whole)
    return count(f"{key}.count", f"{name}类笔数", rows), balance, part
