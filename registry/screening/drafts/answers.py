"""What a draft holds, as values: JSON keeps text, the verbs want figures and days."""

from datetime import date
from decimal import Decimal

from registry.parties.businesses import kind_by_code
from registry.parties.models import Business

PARTICULARS = ("name", "operator_name", "town", "address", "phone")
FIGURES = ("industry_code", "employees", "revenue", "assets", "figures_year", "tax_grade", "tax_grade_year", "tax_since")  # fmt: skip
_MONEY, _COUNTS, _DAYS = (
    ("revenue", "assets"),
    ("employees", "figures_year", "tax_grade_year"),
    ("tax_since",),
)


def stored(given) -> dict:
    """Cleaned form values as JSON keeps them."""
    return {name: _text(value) for name, value in given.items()}


def _text(value):
    if value is None or isinstance(value, bool):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def answers_of(draft) -> dict:
    """The answers as values: money in 元 (Decimal), counts as int, days as date; None where empty."""
    found = dict(draft.answers)
    for names, read in ((_MONEY, Decimal), (_COUNTS, int), (_DAYS, date.fromisoformat)):
        found |= {name: read(found[name]) if found.get(name) not in (None, "") else None for name in names}
    return found


def business_of(answers) -> Business | None:
    """The registered business of the draft's credit code, None when it is new."""
    return Business.objects.filter(uscc=answers.get("uscc", "")).first()


def kind_of_answers(answers) -> str:
    """enterprise or individual, by the code."""
    return kind_by_code(answers.get("uscc", "")) or Business.Kind.ENTERPRISE.value
