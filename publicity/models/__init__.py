from .announcement import Announcement
from .notice import Notice, NoticeEntry, Posting
from .objection import Objection

__all__ = ["Announcement", "Notice", "NoticeEntry", "Objection", "Posting"]
