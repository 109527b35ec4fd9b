"""Links on public pages that lead nowhere: this site's own are asked every night, those of others only when told to.

A page is read as the public gets it; what is broken stands on the editors' desk until it is put right.
"""

from html.parser import HTMLParser
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from cms.watch.reading import Reader

from .menus import address_of
from .models import BrokenLink

FINE, SECONDS = (200, 301, 302, 303, 304, 307, 308, 401, 403), 10
SKIP = ("/static/", "/admin/", "/cms/", "/login/", "/logout/")


class Links(HTMLParser):
    """Addresses of links and pictures inside the main part of a page; head and foot are the same everywhere."""

    def __init__(self):
        super().__init__()
        self.inside, self.found = False, []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.inside = self.inside or (tag == "main")
        target = given.get("href") if tag == "a" else given.get("src") if tag == "img" else None
        if self.inside and target and not target.startswith(("#", "mailto:", "tel:", "data:", "?")):
            self.found.append(target)

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "main"


class Asker:
    """What an address answers, each asked once in a run. Inside: the site itself in process. Outside: by the network."""

    def __init__(self, *, outside=False):
        self.reader, self.outside, self.known = Reader(), outside, {}

    def body(self, path):
        """(status, HTML) of a page of this site."""
        answer = self.reader.get_response(self.reader.factory.get(path, secure=True))
        return answer.status_code, b"" if answer.streaming else answer.content

    def trouble(self, target):
        """Why this link does not lead anywhere, "" where it does or is not asked."""
        if target not in self.known:
            self.known[target] = self._ask(target)
        return self.known[target]

    def _ask(self, target):
        own = own_path(target)
        if own is None:
            return self._far(target) if self.outside else ""
        if own.startswith(SKIP):
            return ""
        status, _ = self.body(own)
        return (
            ""
            if status in FINE
            else "内容已停止公开"
            if status == 410
            else "没有这个页面"
            if status == 404
            else f"出错（{status}）"
        )

    def _far(self, target):
        try:
            with urlopen(
                Request(target, method="GET", headers={"User-Agent": "xinbaodai-links"}), timeout=SECONDS
            ) as answer:
                return "" if answer.status in FINE else f"对方答复{answer.status}"
        except HTTPError as error:
            return "" if error.code in FINE else f"对方答复{error.code}"
        except (URLError, OSError, ValueError):
            return "连接不上"


def own_path(target):
    """The path and query on this site, or None where the link leads out."""
    parts = urlsplit(target)
    if not parts.scheme and not parts.netloc:
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    if parts.scheme in ("http", "https") and parts.netloc == urlsplit(settings.SITE_URL).netloc:
        return parts.path or "/"
    return None


def check_links(*, now, today, outside=False, pages=None):
    """Walk public pages and keep what is broken. Returns the open BrokenLinks."""
    asker, found = Asker(outside=outside), {}
    rows = list(pages if pages is not None else Page.objects.live().public().filter(depth__gte=2))
    for page in rows:
        address = address_of(page)
        for target in links_on(asker, address):
            if trouble := asker.trouble(target):
                found[page.pk, target[:500]] = trouble
    with transaction.atomic():
        _write_down(rows, found, now, today, outside)
    return list(BrokenLink.objects.open().select_related("page"))


def links_on(asker, address):
    """Links of one page as whole addresses, each once, in order."""
    status, content = asker.body(address)
    parser = Links()
    if status == 200:
        parser.feed(content.decode("utf-8", "replace"))
    near = [urljoin(address, target) for target in parser.found]
    return list(dict.fromkeys(link.partition("#")[0] for link in near))


def _write_down(pages, found, now, today, outside):
    """New ones are opened, known ones confirmed, the rest closed; a link out is closed only by a run that asked outside."""
    for (page, target), answer in found.items():
        row, _ = BrokenLink.objects.get_or_create(
            page_id=page,
            target=target,
            gone_at=None,
            defaults={"answer": answer, "first_seen_on": today, "last_seen_on": today},
        )
        row.answer, row.last_seen_on = answer, today
        row.save(update_fields=["answer", "last_seen_on"])
    for row in BrokenLink.objects.open().filter(page__in=pages):
        asked = outside or own_path(row.target) is not None
        if asked and (row.page_id, row.target) not in found:
            row.gone_at = now
            row.save(update_fields=["gone_at"])
