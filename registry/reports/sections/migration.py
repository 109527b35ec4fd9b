"""Roll-rate: from one month's end to the next, where the balance went."""

from dataclasses import dataclass

from ..facts.loans import Loan
from ..figures import Chart, Line, Rate, Section, Table, count, total
from ..rules.buckets import PLACES
from ..rules.moving import FROM, TO, pairs, worse
from ..rules.spans import month_ends, month_label

WORDS = dict(PLACES)
MONTHS = 7
FORMULA = "月初该段余额中，月末转入更差一段（或已代偿）的余额 ÷ 月初该段余额 × 100%"


@dataclass(frozen=True)
class Moved:
    """One note at two month ends. `balance` is the one it had at the first, in 元."""

    loan: Loan
    then: str
    now: str

    REGISTER = "lending_loannote"
    COLUMNS = (
        ("number", "借据号"), ("bank_name", "银行"), ("name", "企业（户）"), ("balance", "月初余额（元）"), ("then_word", "月初"),
        ("now_word", "月末"),
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
    def balance(self):
        return self.loan.balance

    @property
    def then_word(self):
        return WORDS[self.then]

    @property
    def now_word(self):
        return WORDS[self.now]


def build(facts, by) -> Section:
    ends = month_ends(facts.at.on, MONTHS)
    months = [(end, _moved(facts, start, end)) for start, end in zip(ends, ends[1:], strict=False)]
    end, last = months[-1]
    tables = (_matrix(end, last, "笔数"), _matrix(end, last, "余额"), _series(months))
    return Section(
        "migration", "迁徙率", (), tables, "按月末与上月末比较，只计已经过完的月份；“已结清”包括提前还清。"
    )


def _moved(facts, start, end):
    found = pairs(facts.loans_on(start), facts.loans_on(end))
    return [Moved(then, then.place, place) for then, _, place in found]


def _matrix(end, moved, what):
    """From each place (lines) to each place (columns) in the last month."""
    lines = tuple(Line(WORDS[a], tuple(_cell(end, moved, a, b, what) for b in TO)) for a in FROM)
    heads = tuple(WORDS[b].removeprefix("逾期") for b in TO)
    unit = "" if what == "笔数" else "（元，月初余额）"
    return Table(f"{month_label(end)}：从月初到月末，{what}{unit}", "月初", heads, lines)


def _cell(end, moved, a, b, what):
    rows = [one for one in moved if (one.then, one.now) == (a, b)]
    key, label = f"{end:%Y%m}.{a}.{b}", f"{month_label(end)}由“{WORDS[a]}”到“{WORDS[b]}”的{what}"
    return (
        count(f"{key}.count", label, rows)
        if what == "笔数"
        else total(f"{key}.balance", label, rows, "balance")
    )


def _series(months):
    lines = tuple(Line(month_label(end), tuple(_rate(end, moved, a) for a in FROM)) for end, moved in months)
    bars = tuple((line.label, line.cells[0].value) for line in lines)
    heads = tuple(WORDS[a].removeprefix("逾期") for a in FROM)
    chart = Chart("“未逾期”余额的迁徙率", "%", bars, across=False)
    return Table(
        "各月迁徙率（按余额）",
        "月份",
        heads,
        lines,
        remark=f"迁徙率 = {FORMULA}。月初没有余额的写“—”。",
        chart=chart,
    )


def _rate(end, moved, a):
    held = [one for one in moved if one.then == a]
    gone = [one for one in held if worse(a, one.now)]
    key, label = f"{end:%Y%m}.{a}", f"{month_label(end)}“{WORDS[a]}”"
    return Rate(
        f"{key}.rate", f"{label}迁徙率", FORMULA, "", total(f"{key}.worse", f"{label}转差余额", gone, "balance"),
        total(f"{key}.held", f"{label}月初余额", held, "balance"),
    )  # fmt: skip
