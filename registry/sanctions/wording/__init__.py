"""The papers of this room as people read them: title and body, frozen when issued (R71, domain §7.2)."""

from .blacklist import decision, dismissal, joint, notice, removal, repair_advice, repair_refused
from .cancellation import cancellation, restoration
from .letter import Letter
from .warning import breach_warning, breach_withdrawn, kept, overdue_warning, voided_withdrawn

__all__ = [
    "Letter",
    "breach_warning",
    "breach_withdrawn",
    "cancellation",
    "decision",
    "dismissal",
    "joint",
    "kept",
    "notice",
    "overdue_warning",
    "removal",
    "repair_advice",
    "repair_refused",
    "restoration",
    "voided_withdrawn",
]
