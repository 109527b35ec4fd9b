"""Vintage: of what was drawn in a month, how much is overdue (or paid for) after n months."""

from dataclasses import dataclass
from decimal import Decimal

from ..facts.loans import Loan
from ..figures import Chart, Line, Rate, Section, Table, total
from ..rules.buckets import PAID_FOR
from ..rules.spans import month_ends, month_label

MONTHS = 12
FORMULA = "该月发放的贷款中，满n个月末逾期（1日及以上）和已代偿的余额 ÷ 该月发放额 × 100%"


@dataclass(frozen=True)
class Aged:
    """One note drawn in a month, at the end of a later one. `amount` was drawn, `late` is overdue or paid for; 元."""

    loan: Loan

    REGISTER = "lending_loannote"
    COLUMNS = (
        ("number", "借据号"), ("bank_name", "银行"), ("name", "企业（户）"), ("start", "放款日"), ("amount", "贷款金额（元）"),
        ("late", "逾期或已代偿余额（元）"), ("state", "月末状态"),
    )  # fmt: skip

    @property
    def pk(self):
        return self.loan.pk

    @property
    def number(self):
        return self.loan.number

    @property
    def bank_name(self):
        return self.loan.bank_name

    @property
    def name(self):
        return self.loan.name

    @property
    def start(self):
        return self.loan.start

    @property
    def amount(self):
        return self.loan.amount

    @property
    def late(self):
        bad = self.loan.place == PAID_FOR or (self.loan.in_force and self.loan.days)
        return self.loan.balance if bad else Decimal(0)

    @property
    def state(self):
        return self.loan.state_word


def build(facts, by) -> Section:
    ends = month_ends(facts.at.on, MONTHS)
    aged = {(a, n): _aged(facts, ends[a], ends[a + n]) for a in range(MONTHS) for n in range(MONTHS - a)}
    lines = tuple(
        _line(month_label(ends[a]), f"{ends[a]:%Y%m}", [aged.get((a, n)) for n in range(MONTHS)])
        for a in range(MONTHS)
    )
    whole = _line(
        "合计", "all", [[row for a in range(MONTHS - n) for row in aged[a, n]] for n in range(MONTHS)]
    )
    heads = tuple("当月末" if n == 0 else f"满{n}个月" for n in range(MONTHS))
    bars = tuple((head, cell.value) for head, cell in zip(heads, whole.cells, strict=True))
    table = Table(
        "按放款月份", "放款月份", heads, lines, whole, f"每格 = {FORMULA}。没有发放、或者还没有到那个月的写“—”。",
        Chart("放款后各月的逾期比例（全部月份合计）", "%", bars, across=False),
    )  # fmt: skip
    return Section("vintage", "账龄", (), (table,))


def _aged(facts, month, end):
    first = month.replace(day=1)
    return [Aged(loan) for loan in facts.loans_on(end) if first <= loan.start <= month]


def _line(label, key, columns):
    return Line(
        label,
        tuple(
            None if rows is None else _rate(f"{key}.{n}", label, n, rows) for n, rows in enumerate(columns)
        ),
    )


def _rate(key, label, n, rows):
    name = f"{label}发放、满{n}个月" if n else f"{label}发放、当月末"
    late = [row for row in rows if row.late]
    return Rate(f"{key}.rate", f"{name}的逾期比例", FORMULA, "", total(f"{key}.late", f"{name}的逾期和代偿余额", late, "late"),
                total(f"{key}.drawn", f"{name}的发放额", rows, "amount"))  # fmt: skip
