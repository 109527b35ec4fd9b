"""The editors' texts for other front ends: pages that are live and open to everybody, declared columns only.

Wagtail's own interfaces stay unrouted: they also list documents and images, and write (decision 0055).
"""

from django.utils import timezone
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from . import cursors
from .lists import LIMIT, _next
from .problems import Problem


def _live():
    return Page.objects.live().public().filter(depth__gte=2).order_by("pk")


def pages(ask):
    """Live pages in the order of their numbers."""
    limit, cursor, of = ask.values.get("limit", LIMIT), ask.values.get("cursor", ""), "pages"
    rows = _live()
    if cursor:
        rows = rows.filter(pk__gt=cursors.read(cursor, of, (int,))[0])
    found = list(rows[: limit + 1].specific())
    following = cursors.written(of, [found[limit - 1].pk]) if len(found) > limit else None
    return {
        "as_of": ask.today.isoformat(), "items": _lines(found[:limit]), "next_cursor": following,
        "next": following and _next(ask, following),
    }  # fmt: skip


def page(ask):
    """One live page with its text. Raises Problem 404 for a draft as for one that never was."""
    found = _live().filter(pk=min(ask.place["pk"], 2**31)).specific().first()
    if found is None:
        raise Problem(404, "查不到", f"没有编号为{ask.place['pk']}的页面，或者没有发布。")
    return _lines([found])[0] | {"body": _body(found)}


def _lines(found):
    parents = {page.path[: -page.steplen]: None for page in found}
    parents |= dict(_live().filter(path__in=parents).values_list("path", "pk"))
    return [_line(page, parents[page.path[: -page.steplen]]) for page in found]


def _line(page, parent):
    issued = getattr(page, "issued_on", None)
    return {
        "id": page.pk, "kind": str(page.specific_class._meta.verbose_name), "title": page.title, "url": page.get_url() or "/",
        "parent": parent, "summary": getattr(page, "summary", "") or getattr(page, "intro", ""),
        "document_number": getattr(page, "document_number", ""), "issuer": getattr(page, "issuer", ""),
        "issued_on": issued.isoformat() if issued else None, "first_published_at": _moment(page.first_published_at),
        "last_published_at": _moment(page.last_published_at),
    }  # fmt: skip


def _body(page):
    """HTML as the site shows it: rich text, or a stream of blocks."""
    body = getattr(page, "body", "")
    return str(body.render_as_block()) if hasattr(body, "render_as_block") else expand_db_html(body)


def _moment(value):
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None
