from .announcement import Announcement
from .notice import Notice, NoticeEntry, Posting
from .objection import Objection
from .papers import Knock, ObjectionPaper, Statement, WaitingPaper
from .template import WordingTemplate

__all__ = [
    "Announcement",
    "Knock",
    "Notice",
    "NoticeEntry",
    "Objection",
    "ObjectionPaper",
    "Posting",
    "Statement",
    "WaitingPaper",
    "WordingTemplate",
]
