"""R07–R09 with A01–A06: rate ceiling on the loan's own basis, guarantee fee, all-in cost. All in percent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..answers import Reason, Verdict, verdict
from ..dates import add_years, written
from ..money import percent, plain
from ..terms import BENCHMARK, LPR, PolicyTerms

LPR_1Y, LPR_5Y, BENCHMARK_1Y = "lpr_1y", "lpr_5y", "benchmark_1y"
REFERENCE_LABELS = {
    LPR_1Y: "1年期LPR",
    LPR_5Y: "5年期以上LPR",
    BENCHMARK_1Y: "1年期贷款基准利率",
}
LPR_FRESH_DAYS = 40  # published monthly on the 20th, later when that is a holiday


@dataclass(frozen=True)
class Reference:
    """A published rate: kind, percent, and the day it was published."""

    kind: str
    percent: Decimal
    published_on: date

    def age(self, day: date) -> int:
        """Days between publication and `day`."""
        return (day - self.published_on).days


class References(tuple):
    """Many rates, of which the same few are asked for again and again: each answer of `pick_reference` is kept."""

    def __new__(cls, references=()):
        made = super().__new__(cls, references)
        made.picked = {}
        return made


@dataclass(frozen=True)
class RateFacts:
    """A loan's price: its basis (LPR or BENCHMARK), yearly rate, signing or repricing day."""

    rate: Decimal
    signed_on: date
    basis: str = LPR


def reference_kind(basis: str, start: date, due: date) -> str:
    """Which published rate a loan is measured by: over five years the 5-year LPR, else the 1-year one (A04)."""
    if basis == BENCHMARK:
        return BENCHMARK_1Y
    longer = due.year >= start.year + 5 and due > add_years(start, 5)
    return LPR_5Y if longer else LPR_1Y


def pick_reference(references: Iterable[Reference], kind: str, day: date) -> Reference | None:
    """The last rate of `kind` published on or before `day`, None when there is none."""
    picked = getattr(references, "picked", {})
    if (kind, day) not in picked:
        known = (r for r in references if r.kind == kind and r.published_on <= day)
        picked[kind, day] = max(known, key=lambda r: r.published_on, default=None)
    return picked[kind, day]


def reference_remarks(reference: Reference | None, day: date) -> list[Reason]:
    """That the LPR used is old, said once per upload or dashboard; a benchmark does not age (A03)."""
    if reference is None or reference.kind == BENCHMARK_1Y or reference.age(day) <= LPR_FRESH_DAYS:
        return []
    text = (
        f"所用{_named(reference)}，距{written(day)}已{reference.age(day)}天，其后公布的LPR尚未录入。"
        "请在“参考利率”中补录。"
    )
    return [Reason(text, "R09", "reference-old")]


def rate_ceiling(reference: Reference, terms: PolicyTerms) -> Decimal:
    """Benchmark × 1.30 (A01), or LPR + 130 basis points (A02)."""
    if reference.kind == BENCHMARK_1Y:
        return reference.percent * terms.rate_benchmark_mult
    return reference.percent + Decimal(terms.rate_lpr_spread_bp) / 100


def rate_verdict(facts: RateFacts, reference: Reference | None, terms: PolicyTerms) -> Verdict:
    """Is the rate within the ceiling of its own basis (A03)?

    | rate against ceiling | rate_cap_hard=False (原则上, A05) | rate_cap_hard=True |
    |----------------------|-----------------------------------|--------------------|
    | at most              | yes                               | yes                |
    | above                | yes, with a written reason        | refuse             |
    | no reference on record| yes, with a warning              | refuse             |
    """
    return verdict(_rate_reasons(facts, reference, terms), hard=terms.rate_cap_hard)


def _rate_reasons(facts, reference, terms):
    if reference is None:
        text = f"没有{written(facts.signed_on)}及以前公布的参考利率，无法核对贷款利率。请先补录参考利率。"
        return [Reason(text, "R09", "reference-missing")]
    ceiling = rate_ceiling(reference, terms)
    if facts.rate <= ceiling:
        return []
    how = (
        f"基准利率的{plain(terms.rate_benchmark_mult)}倍"
        if reference.kind == BENCHMARK_1Y
        else f"LPR加{terms.rate_lpr_spread_bp}个基点"
    )
    text = (
        f"年利率{percent(facts.rate)}超过上限{percent(ceiling)}（{how}；所用{_named(reference)}，"
        f"距{written(facts.signed_on)}{reference.age(facts.signed_on)}天）。请核对利率；确需超过的，请写明理由。"
    )
    return [Reason(text, "R09", "rate-over-cap")]


def _named(reference):
    name = REFERENCE_LABELS[reference.kind]
    return f"{name}为{written(reference.published_on)}公布的{percent(reference.percent)}"


def fee_verdict(fee_rate: Decimal, terms: PolicyTerms) -> Verdict:
    """The yearly guarantee fee (R08): 1.00 % passes, 1.01 % is refused; no 原则上, so it is hard (A05)."""
    if fee_rate <= terms.fee_cap:
        return Verdict()
    text = f"年化担保费率{percent(fee_rate)}超过上限{percent(terms.fee_cap)}。请核对费率后更正。"
    return verdict([Reason(text, "R08", "fee-over-cap")], hard=terms.fee_cap_hard)


def annualised_fee(fee: Decimal, amount: Decimal, days: int) -> Decimal:
    """A fee in 元 on `amount` for `days` days as yearly percent. Raises ValueError when nothing is guaranteed."""
    if amount <= 0 or days <= 0:
        raise ValueError("担保金额和担保天数必须大于零，才能折算年化担保费率。")
    return fee / amount * 365 / days * 100


def allin_rate(rate: Decimal, fee_rate: Decimal) -> Decimal:
    """What the borrower pays a year in all: interest and guarantee fee (R07)."""
    return rate + fee_rate


def allin_warnings(rate: Decimal, fee_rate: Decimal, terms: PolicyTerms) -> list[Reason]:
    """6%左右 is informational: above the warning level it is told, never refused (A06)."""
    total = allin_rate(rate, fee_rate)
    if total <= terms.allin_warn:
        return []
    text = (
        f"综合年化成本{percent(total)}（利率{percent(rate)}加担保费率{percent(fee_rate)}）高于提示线"
        f"{percent(terms.allin_warn)}，政策目标为{percent(terms.allin_target)}左右。请核对。"
    )
    return [Reason(text, "R07", "allin-high")]
