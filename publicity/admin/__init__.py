"""Notices, entries, proofs, objections, announcements and wording in the admin."""

from .announcements import AnnouncementAdmin
from .notices import NoticeAdmin, NoticeEntryAdmin, PostingAdmin
from .objections import ObjectionAdmin, ObjectionPaperAdmin, StatementAdmin
from .opendata import OpenDataEditionAdmin
from .templates import WordingTemplateAdmin

__all__ = [
    "AnnouncementAdmin",
    "NoticeAdmin",
    "NoticeEntryAdmin",
    "ObjectionAdmin",
    "ObjectionPaperAdmin",
    "OpenDataEditionAdmin",
    "PostingAdmin",
    "StatementAdmin",
    "WordingTemplateAdmin",
]
