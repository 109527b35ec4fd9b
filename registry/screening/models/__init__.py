from .application import Application, Attachment
from .coordination import CoordinationAttendance, CoordinationMeeting, CoordinationTask
from .decision import LeadingGroupDecision, RefusalLetter
from .draft import ApplicationDraft, DraftPaper, FailedLookup
from .link import LinkCode, LinkUse, OpinionLink
from .meeting import AgendaItem, LeadingGroupMeeting, MeetingMember, Recusal
from .opinion import ANSWERABLE, DepartmentOpinion, OpinionChallenge, Unsealing
from .recheck import Recheck
from .round import Round

__all__ = [
    "ANSWERABLE", "AgendaItem", "Application", "ApplicationDraft", "Attachment", "CoordinationAttendance",
    "CoordinationMeeting", "CoordinationTask", "DepartmentOpinion", "DraftPaper", "FailedLookup",
    "LeadingGroupDecision", "LeadingGroupMeeting", "LinkCode", "LinkUse", "MeetingMember", "OpinionChallenge",
    "OpinionLink", "Recheck", "Recusal", "RefusalLetter", "Round", "Unsealing",
]  # fmt: skip
