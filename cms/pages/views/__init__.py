"""Public pages of the registry: read from rows by today's date, never from what a timer did."""

from .boards import announcements, home, notices, record, record_csv, record_json, roster
from .counter import apply, check, feedback
from .feeds import AnnouncementFeed, NoticeFeed, robots, sitemap

__all__ = [
    "AnnouncementFeed", "NoticeFeed", "announcements", "apply", "check", "feedback", "home", "notices", "record",
    "record_csv", "record_json", "robots", "roster", "sitemap",
]  # fmt: skip
