"""The text side of a Word file: every paragraph with the place where a person finds it, whatever runs Word cut it into. Pure."""

import posixpath
from dataclasses import dataclass
from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = "word/document.xml"
_STORIES = {"document": "", "hdr": "页眉", "ftr": "页脚", "footnotes": "脚注"}


def w(name) -> str:
    return f"{{{W}}}{name}"


P, R, T, TBL, BODY = w("p"), w("r"), w("t"), w("tbl"), w("body")
_TEXT = {T: None, w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}


@dataclass(frozen=True)
class Line:
    """One paragraph. `where` reads like 页眉第1段; `sort` is flow, table, box, 页眉, 页脚 or 脚注; `top`: a child of the body."""

    part: str
    where: str
    sort: str
    top: bool
    element: Any

    @property
    def text(self):
        return "".join(text for _, text in pieces(self.element))


def pieces(paragraph):
    """(element, text) of everything readable in one paragraph, without the paragraphs inside it (text boxes)."""
    for element in paragraph.iter(*_TEXT):
        if next(element.iterancestors(P)) is paragraph and (element.tag == T or element.getparent().tag == R):
            yield element, (element.text or "") if element.tag == T else _TEXT[element.tag]


def story_of(root):
    """Which story a part tells ("" for the text itself), None for parts that are not filled in."""
    return _STORIES.get(root.tag.removeprefix(f"{{{W}}}")) if root.tag.startswith(f"{{{W}}}") else None


def stories(package):
    """(part, root, label) of every part that is filled in: the text first."""
    found = [(name, root, story_of(root)) for name, root in package.xml.items()]
    found = [line for line in found if line[2] is not None and (line[2] or line[0] == DOCUMENT)]
    return sorted(found, key=lambda line: (line[2] != "", line[0]))


def lines(package) -> list[Line]:
    return [line for part, root, label in stories(package) for line in _lines(part, root, label)]


def _lines(part, root, label):
    count = 0
    for paragraph in root.iter(P):
        sort = label or _sort(paragraph)
        top = paragraph.getparent().tag == BODY
        count += sort == "flow" or bool(label)
        where = {"table": "表格中", "box": "文本框中"}.get(sort) or f"{label or '文中'}第{count}段"
        yield Line(part, where, sort, top, paragraph)


def _sort(paragraph):
    tags = {element.tag for element in paragraph.iterancestors()}
    return "box" if P in tags else "table" if TBL in tags else "flow"


def relations(package):
    """(part the relation is written in, relation) of every relation of every part."""
    for name, root in package.xml.items():
        if name.endswith(".rels"):
            for relation in root:
                if isinstance(relation.tag, str):
                    yield name, relation


def main_part(package) -> str:
    """The part the package itself names as its text."""
    for name, relation in relations(package):
        if name == "_rels/.rels" and relation.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(relation.get("Target", "")).lstrip("/")
    return ""
