from .claim import CompensationClaim, RecoveryEntry
from .collecting import CollectionContact, CollectionTask, LadderStep, RepaymentPromise
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
    "CollectionContact",
    "CollectionTask",
    "CompensationClaim",
    "Countermand",
    "CreditLine",
    "DemandNotice",
    "DossierDocument",
    "Inquiry",
    "LadderStep",
    "LoanNote",
    "MovedNote",
    "OverdueEpisode",
    "PaperRequirement",
    "Position",
    "ProtectiveMeasure",
    "RecoveryEntry",
    "RepaymentPromise",
    "ReportingPeriod",
    "RiskCompensation",
    "RiskShare",
    "ShareAgreement",
    "SilentMaturity",
    "SupervisionNote",
]
