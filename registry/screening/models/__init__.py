from .application import Application, Attachment
from .opinion import DepartmentOpinion, LeadingGroupDecision
from .round import Round

__all__ = ["Application", "Attachment", "DepartmentOpinion", "LeadingGroupDecision", "Round"]
