from .announcement import Announcement
from .notice import Notice, NoticeEntry, Posting
from .objection import Objection
from .papers import Knock, ObjectionPaper, Statement, WaitingPaper
from .proof import Certificate, PageCheck
from .search import SearchDue
from .template import WordingTemplate

__all__ = [
    "Announcement",
    "Certificate",
    "Knock",
    "Notice",
    "NoticeEntry",
    "Objection",
    "ObjectionPaper",
    "PageCheck",
    "Posting",
    "SearchDue",
    "Statement",
    "WaitingPaper",
    "WordingTemplate",
]
