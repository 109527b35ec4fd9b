"""Public pages of the registry: read from rows by today's date, never from what a timer did."""

from .applying import apply_step
from .applying_counter import apply, apply_form, apply_progress, apply_receipt, apply_resume
from .applying_supplement import apply_supplement
from .boards import announcements, home, notices, record, record_csv, record_json, roster
from .counter import check, feedback
from .feeds import AnnouncementFeed, NoticeFeed, robots, sitemap
from .opinion_link import opinion_link

__all__ = [
    "AnnouncementFeed", "NoticeFeed", "announcements", "apply", "apply_form", "apply_progress", "apply_receipt",
    "apply_resume", "apply_step", "apply_supplement", "check", "feedback", "home", "notices", "opinion_link", "record",
    "record_csv", "record_json", "robots", "roster", "sitemap",
]  # fmt: skip
