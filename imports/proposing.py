"""A credit code a spreadsheet has eaten: where exactly one business fits what is left, it is proposed, never filled in."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from registry.lending.known import codes_of_digits

from .columns import BY_NAME

KEPT, LENGTH, LEAST = (
    15,
    18,
    6,
)  # digits a spreadsheet keeps of a number; digits of a code; fewer left say nothing


def propose(rows, bank):
    """Add to the error of each destroyed credit code of the reviewed rows which business it may have been."""
    label, codes = BY_NAME["uscc"].label, None
    for row in rows:
        for at, problem in enumerate(row.errors):
            if problem.code == "destroyed-number" and problem.column == label:
                codes = codes_of_digits(bank) if codes is None else codes
                row.errors[at] = _proposed(problem, codes)


def _proposed(problem, codes):
    left = surviving(problem.found)
    fitting = [code for code in codes if left and code.startswith(left)]
    if len(fitting) != 1:
        return problem
    (code,) = fitting
    said = f"与留下的数字“{left}”相符的只有{code}（{codes[code]}）；确是这一户的，请把这一格设为文本，填写完整代码。"
    return replace(problem, message=f"{problem.message}{said}")


def surviving(found) -> str:
    """The first digits of an 18-digit number as far as they are certain; "" when too few are left."""
    try:
        number = Decimal(found)
    except InvalidOperation:
        return ""
    digits = "".join(map(str, number.as_tuple().digits))[:KEPT]
    return digits if number.is_finite() and number.adjusted() == LENGTH - 1 and len(digits) >= LEAST else ""
