"""The editors' pages as a source of the search: live, unrestricted, in all their texts."""

import re
from datetime import date
from html import unescape

from django.utils.html import strip_tags
from django.utils.timezone import localdate
from wagtail.models import Page

from cms.pages.models import HomePage, PublicText
from publicity.search.rules import Text
from publicity.search.sources import PAGE, Live, Source, register

FOUNDED = date(2019, 1, 1)  # pages that came with the site have no day of their own
_BLOCKS = re.compile(r"</(p|li|h\d|td|th|div|dd|dt)>|<br\s*/?>")


def live_pages(pks, today):
    """Published pages below the home page that nothing restricts."""
    return [_page(page) for page in _pages().filter(pk__in=list(pks)).specific() if _is_text(page)]


def _pages():
    return Page.objects.live().public().filter(depth__gt=2)


def _is_text(page):
    return isinstance(page, PublicText) and not isinstance(page, HomePage) and page.url is not None


def _page(page):
    texts = tuple(filter(None, (_plain(getattr(page, name)) for name in page.texts)))
    at = page.last_published_at or page.first_published_at
    day = localdate(at) if at else FOUNDED
    return Live(PAGE, page.pk, day, Text(page.title, more=texts), page.url, page.title, {"texts": texts})


def _plain(text):
    """The words of a rich text, its paragraphs apart."""
    return " ".join(unescape(strip_tags(_BLOCKS.sub(" ", str(text)))).split())


def register_pages():
    register(
        Source(
            PAGE, "wenzhang", "文章", live_pages, lambda: _pages().order_by("pk").values_list("pk", flat=True)
        )
    )
