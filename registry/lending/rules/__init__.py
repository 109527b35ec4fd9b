"""What a bank may say and do about its loans, judged without database or clock; an empty list means yes."""

from .arrears import Arrears, Seen, paired, runs
from .delivery import DeliveryFacts, delivery_problems
from .figures import claim_figure_problems, recovery_problems
from .glance import in_order
from .oversight import (
    CheckFacts,
    check_problems,
    day_problems,
    inclusion_problems,
    measure_problems,
    security_warnings,
)
from .returns import LiveNote, answer_to, nil_problems, period_of, reminder, return_by
from .row import Checked, Finding, check_row, price_findings
from .standing import Span, standing_problems
from .telling import Before, arrears_problems, same_name, telling_warnings

__all__ = [
    "Arrears",
    "Before",
    "CheckFacts",
    "Checked",
    "DeliveryFacts",
    "Finding",
    "LiveNote",
    "Seen",
    "Span",
    "answer_to",
    "arrears_problems",
    "check_problems",
    "check_row",
    "claim_figure_problems",
    "day_problems",
    "delivery_problems",
    "in_order",
    "inclusion_problems",
    "measure_problems",
    "nil_problems",
    "paired",
    "period_of",
    "price_findings",
    "recovery_problems",
    "reminder",
    "return_by",
    "runs",
    "same_name",
    "security_warnings",
    "standing_problems",
    "telling_warnings",
]
