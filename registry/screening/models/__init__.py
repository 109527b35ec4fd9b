from .application import Application, Attachment
from .draft import ApplicationDraft, DraftPaper, FailedLookup
from .opinion import DepartmentOpinion, LeadingGroupDecision
from .round import Round

__all__ = [
    "Application", "ApplicationDraft", "Attachment", "DepartmentOpinion", "DraftPaper", "FailedLookup",
    "LeadingGroupDecision", "Round",
]  # fmt: skip
