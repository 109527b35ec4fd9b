"""What a bank may say and do about its loans, judged without database or clock; an empty list means yes."""

from .arrears import Arrears, Seen, runs
from .delivery import DeliveryFacts, delivery_problems
from .figures import claim_figure_problems, recovery_problems
from .row import Checked, Finding, check_row
from .standing import Span, standing_problems

__all__ = [
    "Arrears",
    "Checked",
    "DeliveryFacts",
    "Finding",
    "Seen",
    "Span",
    "check_row",
    "claim_figure_problems",
    "delivery_problems",
    "recovery_problems",
    "runs",
    "standing_problems",
]
