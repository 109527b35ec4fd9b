"""The sentences of public papers (domain §7.1, §7.2): whole texts out, plain values in."""

from .announcements import (
    blacklist_text,
    cancellation_text,
    correction_text,
    recognition_text,
    removal_text,
    restoration_text,
)
from .notice import CONTACT, DATE, PERIOD, filled, notice_body, notice_title, period_sentence
from .papers import (
    accepted_text,
    declined_text,
    not_accepted_text,
    question_text,
    referral_text,
    reply_text,
    result_text,
)

__all__ = [
    "CONTACT",
    "DATE",
    "PERIOD",
    "accepted_text",
    "blacklist_text",
    "cancellation_text",
    "correction_text",
    "declined_text",
    "filled",
    "notice_body",
    "not_accepted_text",
    "notice_title",
    "period_sentence",
    "question_text",
    "recognition_text",
    "referral_text",
    "removal_text",
    "reply_text",
    "restoration_text",
    "result_text",
]
