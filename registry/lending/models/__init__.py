from .claim import CompensationClaim, RecoveryEntry
from .line import CreditLine
from .note import LoanNote, Position
from .overdue import BankReport, DemandNotice, OverdueEpisode

__all__ = [
    "BankReport",
    "CompensationClaim",
    "CreditLine",
    "DemandNotice",
    "LoanNote",
    "OverdueEpisode",
    "Position",
    "RecoveryEntry",
]
