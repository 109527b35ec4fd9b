"""R19, R20 with A25, A26: one year of tax records, and a grade not below B."""

from dataclasses import dataclass
from datetime import date

from ..answers import Reason
from ..dates import add_years, written
from ..identifiers import INDIVIDUAL, clean
from ..terms import ALWAYS, NEVER, PolicyTerms

GRADES = ("A", "B", "M", "C", "D")


@dataclass(frozen=True)
class TaxFacts:
    """`taxed_since` is the day of the first tax record; `grade` "" when not rated; `grade_year` its year."""

    kind: str
    taxed_since: date | None
    grade: str = ""
    grade_year: int | None = None


def tax_problems(facts: TaxFacts, terms: PolicyTerms, *, today: date) -> list[Reason]:
    """Why the tax conditions are not met.

    | taxed since (R19)             | answer |
    |-------------------------------|--------|
    | at least min_tax_years ago    | yes    |
    | later, or not said            | no     |

    | kind (R20)   | setting A25 | A, B | M, C, D | not rated |
    |--------------|-------------|------|---------|-----------|
    | enterprise   | –           | yes  | no      | no        |
    | individual   | if_rated    | yes  | no      | yes       |
    | individual   | always      | yes  | no      | no        |
    | individual   | never       | yes  | yes     | yes       |
    """
    return [*_record_problems(facts, terms, today), *_grade_problems(facts, terms)]


def _record_problems(facts, terms, today):
    need = f"{terms.min_tax_years}年及以上纳税记录"
    if facts.taxed_since is None:
        yield Reason(
            f"没有填写首次纳税日期，无法确认有{need}。请补填并由税务局确认。",
            "R19",
            "tax-unknown",
        )
    elif add_years(facts.taxed_since, terms.min_tax_years) > today:
        enough = written(add_years(facts.taxed_since, terms.min_tax_years))
        text = f"纳税记录自{written(facts.taxed_since)}起，截至{written(today)}不足{need}的要求，{enough}起方满足。"
        yield Reason(text, "R19", "tax-short")


def _grade_problems(facts, terms):
    individual = facts.kind == INDIVIDUAL
    if individual and terms.tax_grade_for_individuals == NEVER:
        return
    grade = clean(facts.grade).removesuffix("级")
    allowed = "、".join(terms.tax_grades_ok)
    if not grade:
        if not individual or terms.tax_grade_for_individuals == ALWAYS:
            text = f"没有纳税信用级别，要求为{allowed}级。请由税务局补充级别及其年度。"
            yield Reason(text, "R20", "grade-missing")
    elif grade not in GRADES:
        text = f"纳税信用级别“{facts.grade}”无法识别，应为A、B、M、C、D之一。请由税务局核对。"
        yield Reason(text, "R20", "grade-unknown")
    elif grade not in terms.tax_grades_ok:
        text = f"纳税信用级别为{grade}级，低于要求的{allowed}级（级别次序为A、B、M、C、D）。"
        yield Reason(text, "R20", "grade-low")


def tax_remarks(facts: TaxFacts, *, today: date) -> list[Reason]:
    """A grade older than last year's, or without its year: told, not refused (domain §3.6)."""
    if not clean(facts.grade):
        return []
    if facts.grade_year is None:
        return [
            Reason(
                "纳税信用级别没有注明评价年度。请由税务局补充。",
                "R20",
                "grade-year-missing",
            )
        ]
    if facts.grade_year < today.year - 1:
        text = f"纳税信用级别为{facts.grade_year}年度的结果，现应使用{today.year - 1}年度的结果。请由税务局更新。"
        return [Reason(text, "R20", "grade-old")]
    return []
