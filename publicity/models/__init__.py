from .announcement import Announcement
from .change import ChangeHead, PublicChange
from .hook import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookSecret
from .notice import Notice, NoticeEntry, Posting
from .objection import Objection
from .opendata import OpenDataEdition
from .papers import Knock, ObjectionPaper, Statement, WaitingPaper
from .proof import Certificate, PageCheck
from .search import SearchDue
from .subscription import Subscription, SubscriptionLetter
from .template import WordingTemplate

__all__ = [
    "Announcement",
    "Certificate",
    "ChangeHead",
    "Knock",
    "Notice",
    "NoticeEntry",
    "Objection",
    "ObjectionPaper",
    "OpenDataEdition",
    "PageCheck",
    "Posting",
    "SearchDue",
    "PublicChange",
    "Statement",
    "Subscription",
    "SubscriptionLetter",
    "WaitingPaper",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookSecret",
    "WordingTemplate",
]
