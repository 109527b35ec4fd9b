"""Notices, entries, proofs, objections, announcements and wording in the admin."""

from .announcements import AnnouncementAdmin
from .notices import NoticeAdmin, NoticeEntryAdmin, PostingAdmin
from .objections import ObjectionAdmin, ObjectionPaperAdmin, StatementAdmin
from .templates import WordingTemplateAdmin

__all__ = [
    "AnnouncementAdmin",
    "NoticeAdmin",
    "NoticeEntryAdmin",
    "ObjectionAdmin",
    "ObjectionPaperAdmin",
    "PostingAdmin",
    "StatementAdmin",
    "WordingTemplateAdmin",
]
