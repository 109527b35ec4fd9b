"""The site's own search: names on the roster and on notices, announcements, pages; each as it may be read today."""

from django.shortcuts import render

from cms.pages.paging import page_of
from publicity.search.asking import MOST, search
from publicity.search.rules import Tier, around, marked, understand
from publicity.search.sources import PAGE, SOURCES
from registry.history import clock

PER_GROUP = 5


def sousuo(request):
    """Everything found in groups, or with `lei` one group page by page. Never kept by search engines."""
    q, today = request.GET.get("q", "").replace("\x00", " ").strip(), clock.today()
    asked, kind = understand(q), _kind_of(request.GET.get("lei", ""))
    found = search(asked, today=today, kind=kind)
    rows = [_row(hit, asked.words) for hit in found.hits]
    page = page_of(request, rows) if kind else None
    context = {
        "q": q, "asked": asked, "found": found, "most": MOST, "page_obj": page, "count": len(rows),
        "kind": SOURCES[kind] if kind else None, "groups": _groups(rows, page),
    }  # fmt: skip
    answer = render(request, "pages/search.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _kind_of(name):
    return next((kind for kind, source in SOURCES.items() if source.name == name), None)


def _groups(rows, page):
    """(source, rows to show, how many there are) of every kind that has any."""
    groups = []
    for kind, source in SOURCES.items():
        own = [row for row in rows if row["kind"] == kind]
        if own:
            shown = list(page) if page is not None else own[:PER_GROUP]
            groups.append((source, shown, len(own)))
    return groups


def _row(hit, words):
    """One hit as it is shown: title and code in pieces, marked where they are found; of a text the part around it."""
    live, in_text = hit.live, hit.tier is Tier.TEXT
    code = live.facts.get("uscc", "")
    texts = (*live.facts.get("texts", ()), *_listed(live, words)) if in_text or live.kind == PAGE else ()
    part = next((part for text in texts if (part := around(text, words))), "")
    return {
        "kind": live.kind, "url": live.url, "day": live.day, "facts": live.facts,
        "title": marked(live.title, words, sounds=not in_text), "code": marked(code, words, sounds=False) if code else [],
        "part": marked(part, words, sounds=False),
    }  # fmt: skip


def _listed(live, words):
    """The lines of an announcement in which one of the words stands."""
    lines = (f"{line.get('shown_name', '')}　{line.get('uscc', '')}" for line in live.facts.get("lines", ()))
    return tuple(line for line in lines if around(line, words))
