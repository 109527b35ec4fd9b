from .claim import CompensationClaim, RecoveryEntry
from .countermand import Countermand
from .line import CreditLine
from .note import LoanNote, Position
from .overdue import BankReport, DemandNotice, OverdueEpisode
from .oversight import Inquiry, SupervisionNote
from .protection import ProtectiveMeasure, RiskCompensation
from .returns import MovedNote, ReportingPeriod, SilentMaturity

__all__ = [
    "BankReport",
    "CompensationClaim",
    "Countermand",
    "CreditLine",
    "DemandNotice",
    "Inquiry",
    "LoanNote",
    "MovedNote",
    "OverdueEpisode",
    "Position",
    "ProtectiveMeasure",
    "RecoveryEntry",
    "ReportingPeriod",
    "RiskCompensation",
    "SilentMaturity",
    "SupervisionNote",
]
