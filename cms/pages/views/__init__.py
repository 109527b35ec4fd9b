"""Public pages of the registry: read from rows by today's date, never from what a timer did."""

from .applying import apply_step
from .applying_counter import apply, apply_form, apply_progress, apply_receipt, apply_resume
from .applying_supplement import apply_supplement
from .blacklist import blacklist
from .boards import entry, home, record, record_csv, record_json
from .calculator import calculator
from .counter import check
from .feeds import AnnouncementFeed, NoticeFeed
from .files import document, picture
from .lists import announcements, notices, roster
from .maps import robots, site_map, sitemap
from .objecting import feedback, feedback_progress, feedback_receipt
from .opendata import open_data
from .opinion_link import opinion_link
from .proofs import (
    certificate,
    certificate_canonical,
    certificate_word,
    key_file,
    key_list,
    paper_statement,
    record_canonical,
    signature,
)
from .searching import sousuo
from .sharing import record_picture, record_square, record_text
from .stating import statement
from .style_guide import style_guide
from .subscribing import confirm_subscription, end_subscription, subscribe
from .writing import letter_answer, letter_progress, letter_receipt, letters_page

__all__ = [
    "AnnouncementFeed", "NoticeFeed", "announcements", "apply", "apply_form", "apply_progress", "apply_receipt",
    "apply_resume", "apply_step", "apply_supplement", "calculator", "check", "entry", "feedback", "feedback_progress",
    "feedback_receipt", "home", "letter_answer", "letter_progress", "letter_receipt", "letters_page", "notices", "open_data", "opinion_link", "record", "record_csv", "record_json", "robots", "roster",
    "site_map", "sitemap", "document", "picture", "sousuo", "statement", "confirm_subscription", "end_subscription", "subscribe", "certificate", "certificate_canonical", "certificate_word", "key_file", "key_list",
    "paper_statement", "record_canonical", "signature",
    "blacklist", "record_picture", "record_square", "record_text", "style_guide",
]  # fmt: skip
