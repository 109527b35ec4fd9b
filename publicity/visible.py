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
COLUMNS = {
    "序号": "ordinal", "名称": "shown_name", "信用代码": "uscc", "类别": "kind", "经营者": "shown_operator",
    "法定代表人": "shown_operator", "所属镇": "town", "行业": "industry", "推荐单位": "recommender",
}  # fmt: skip
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
    line = dict.fromkeys(COLUMNS.values(), "") | {
        COLUMNS[label]: text for label, text in row.items() if label in COLUMNS
    }
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
            self.rows.append({})
        self.open.append((tag, given, kept))

    def _takes(self, tag, given):
        part = given.get("data-part")
        if part:
            return part not in ("body", "entry")
        inside = self.open[-1][1].get("data-part") if self.open else None
        return inside == "body" or (inside == "entry" and "data-label" in given)

    def handle_data(self, data):
        for _, _, kept in self.open:
            if kept is not None:
                kept.append(data)

    def handle_endtag(self, tag):
        while self.open and tag in [name for name, _, _ in self.open]:
            name, given, kept = self.open.pop()
            if kept is not None:
                self._keep(given, "".join(kept))
            if name == tag:
                return

    def _keep(self, given, text):
        if "data-part" in given:
            self.parts[given["data-part"]] = text
        elif "data-label" in given:
            self.rows[-1][given["data-label"]] = text
        else:
            self.lines.append(text)
