"""What a reader of a notice's page sees, recomposed from the page itself into the form that was hashed. Pure.

The template marks the visible pieces with `data-part`; nothing hidden is read, so the fingerprint is that of the words shown.
"""

import re
from html.parser import HTMLParser

TEXTS = ("serial", "number", "title", "batch", "contact")
DAYS = ("published_on", "starts_on", "ends_on")
YES_NO = {
    "counts_publication_day": {"计入": True, "不计入": False},
    "provisional": {"暂定": True, "确定": False},
}
COLUMNS = (
    "ordinal",
    "shown_name",
    "uscc",
    "kind",
    "shown_operator",
    "town",
    "industry",
    "recommender",
)  # as the list has them, before the state
WITHDRAWN = "（已撤回）"
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def visible_content(html: str) -> dict:
    """The notice as the page shows it, in the shape of `opening.canonical_content`; pieces not found are left out."""
    page = _Page()
    page.feed(html)
    page.close()
    parts = {name: page.parts[name] for name in TEXTS if name in page.parts}
    parts |= {name: _day(page.parts[name]) for name in DAYS if name in page.parts}
    parts |= {name: words.get(page.parts[name]) for name, words in YES_NO.items() if name in page.parts}
    found = re.match(r"\d+", page.parts.get("workdays", ""))
    parts |= {"workdays": int(found[0])} if found else {}
    parts |= {"body": "\n".join(page.lines)} if page.lines else {}
    return parts | {"entries": [_entry(row) for row in page.rows]}


def as_shown(content: dict, withdrawn=(), corrected=None) -> dict:
    """The content as opened, with the lines `corrected` since (ordinal -> line) and those of ordinals `withdrawn` struck
    off the way the page does it."""
    corrected = corrected or {}
    lines = [{**entry, **corrected.get(entry["ordinal"], {})} for entry in content["entries"]]
    entries = [
        {**dict.fromkeys(line, ""), "ordinal": line["ordinal"], "shown_name": WITHDRAWN}
        if line["ordinal"] in withdrawn
        else line
        for line in lines
    ]
    return {**content, "entries": entries}


def differing(expected: dict, seen: dict) -> list[str]:
    """Names of the pieces that are not as they should be."""
    return [name for name in sorted(expected) if expected[name] != seen.get(name)]


def _day(text):
    found = _DAY.fullmatch(text)
    return "{:0>4}-{:0>2}-{:0>2}".format(*found.groups()) if found else text


def _entry(row):
    line = dict(zip(COLUMNS, [*row, *[""] * len(COLUMNS)], strict=False))
    return line | {"ordinal": int(line["ordinal"]) if line["ordinal"].isdigit() else line["ordinal"]}


class _Page(HTMLParser):
    """Collects the text of `data-part` pieces: whole pieces, the paragraphs of the body, the cells of entry rows."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.lines, self.rows = {}, [], []
        self.open = []

    def handle_starttag(self, tag, attributes):
        if tag in _VOID:
            return
        given = dict(attributes)
        kept = [] if self._takes(tag, given) else None
        if given.get("data-part") == "entry":
            self.rows.append([])
        self.open.append((tag, given, kept))

    def _takes(self, tag, given):
        part = given.get("data-part")
        if part:
            return part not in ("body", "entry")
        inside = self.open[-1][1].get("data-part") if self.open else None
        return inside == "body" or (inside == "entry" and tag == "td")

    def handle_data(self, data):
        for _, _, kept in self.open:
            if kept is not None:
                kept.append(data)

    def handle_endtag(self, tag):
        while self.open and tag in [name for name, _, _ in self.open]:
            name, given, kept = self.open.pop()
            if kept is not None:
                self._keep(name, given, "".join(kept))
            if name == tag:
                return

    def _keep(self, tag, given, text):
        if "data-part" in given:
            self.parts[given["data-part"]] = text
        elif tag == "td":
            self.rows[-1].append(text)
        else:
            self.lines.append(text)
