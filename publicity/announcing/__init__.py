"""Announcements (公告) from the ledger: each announceable change is told once, under a permanent address (R30, R42)."""

from .changes import announce_change, unannounced_changes
from .publishing import publish_announcement
from .recognition import announce_recognition, unannounced_notices

__all__ = [
    "announce_change",
    "announce_recognition",
    "publish_announcement",
    "unannounced_changes",
    "unannounced_notices",
]
