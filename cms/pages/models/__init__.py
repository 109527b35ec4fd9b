"""The pages editors keep, the office they name, the letters it answers."""

from .approval import ApprovalTask, writers_of
from .checked import Article, PublicText
from .columns import CaseIndex, Column, GuideIndex, NewsIndex, PolicyIndex
from .guide import GuidePage
from .home import HomePage, TextPage
from .letter import Letter
from .links import BrokenLink
from .news import CasePage, FAQPage, NewsPage
from .office import OfficeSettings
from .policy import PolicyPage
from .words import WordList

ARTICLES = (PolicyPage, GuidePage, CasePage, NewsPage, FAQPage)
COLUMNS = (PolicyIndex, GuideIndex, CaseIndex, NewsIndex)

__all__ = [
    "ARTICLES", "COLUMNS", "ApprovalTask", "Article", "BrokenLink", "CaseIndex", "CasePage", "Column", "FAQPage", "GuideIndex",
    "GuidePage", "HomePage", "Letter", "NewsIndex", "NewsPage", "OfficeSettings", "PolicyIndex", "PolicyPage", "PublicText",
    "TextPage", "WordList", "writers_of",
]  # fmt: skip
