"""Notices, entries, proofs, objections, announcements and wording in the admin."""

from .announcements import AnnouncementAdmin
from .hooks import WebhookDeliveryAdmin, WebhookEndpointAdmin
from .notices import NoticeAdmin, NoticeEntryAdmin, PostingAdmin
from .objections import ObjectionAdmin, ObjectionPaperAdmin, StatementAdmin
from .opendata import OpenDataEditionAdmin
from .subscriptions import SubscriptionAdmin, SubscriptionLetterAdmin
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
    "SubscriptionAdmin",
    "SubscriptionLetterAdmin",
    "WebhookDeliveryAdmin",
    "WebhookEndpointAdmin",
    "WordingTemplateAdmin",
]
