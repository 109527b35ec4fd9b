from .claim import CompensationClaim, RecoveryEntry
from .countermand import Countermand
from .dossier import ClaimDeficiency, ClaimDossier, DossierDocument
from .line import CreditLine
from .note import LoanNote, Position
from .overdue import BankReport, DemandNotice, OverdueEpisode
from .oversight import Inquiry, SupervisionNote
from .protection import ProtectiveMeasure, RiskCompensation
from .requirements import PaperRequirement
from .returns import MovedNote, ReportingPeriod, SilentMaturity
from .sharing import RiskShare, ShareAgreement

__all__ = [
    "BankReport",
    "ClaimDeficiency",
    "ClaimDossier",
    "CompensationClaim",
    "Countermand",
    "CreditLine",
    "DemandNotice",
    "DossierDocument",
    "Inquiry",
    "LoanNote",
    "MovedNote",
    "OverdueEpisode",
    "PaperRequirement",
    "Position",
    "ProtectiveMeasure",
    "RecoveryEntry",
    "ReportingPeriod",
    "RiskCompensation",
    "RiskShare",
    "ShareAgreement",
    "SilentMaturity",
    "SupervisionNote",
]
