"""Paragraphs and tables that stand for a whole text: they follow the formatting of the place they fill. Pure."""

import copy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from ..layout import paragraphs
from .sheet import printable

BODY_FONT, HEADING_FONT = "仿宋_GB2312", "黑体"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What may follow in a paragraph's or a run's properties, in the order the schema wants.
_FORM = ("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr",
         "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap",
         "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd",
         "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
         "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr",
         "w:sectPr", "w:pPrChange")  # fmt: skip


def element(tag, *children, **attributes):
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def text_blocks(place, text) -> list[str]:
    """XML of every line of the text, formed like `place` (the paragraph it replaces); headings in 黑体, signatures right."""
    form, face = (
        place.find(qn("w:pPr")),
        next((r.find(qn("w:rPr")) for r in place.iter(qn("w:r")) if r.find(qn("w:rPr")) is not None), None),
    )
    return [_text(line, sort, form, face) for line, sort in paragraphs(text)]


def _text(line, sort, form, face):
    form = element("pPr") if form is None else copy.deepcopy(form)
    face = element("rPr") if face is None else copy.deepcopy(face)
    for old in form.findall(qn("w:sectPr")):
        form.remove(old)
    if sort == "heading":
        _put(form, element("keepNext"))
        fonts(face, HEADING_FONT)
    elif sort == "sign":
        _put(form, element("jc", val="right"))
        _put(form, element("ind", right=1280, firstLine=0))
    return _xml(element("p", form, _run(line, face)))


def _put(form, new):
    """Set one property in its place among the others."""
    for old in form.findall(new.tag):
        form.remove(old)
    later = {qn(name) for name in _FORM[_FORM.index(f"w:{new.tag.rsplit('}', 1)[-1]}") + 1 :]}
    at = next((n for n, child in enumerate(form) if child.tag in later), len(form))
    form.insert(at, new)


def fonts(face, name):
    """Set Latin and Chinese font of a run's properties, first among them but for a style."""
    for old in face.findall(qn("w:rFonts")):
        face.remove(old)
    latin = "Times New Roman" if name == BODY_FONT else name
    styled = face.find(qn("w:rStyle")) is not None
    face.insert(1 if styled else 0, element("rFonts", ascii=latin, hAnsi=latin, eastAsia=name))


def _run(text, face):
    held = element("t")
    held.text = printable(text)
    held.set(_SPACE, "preserve")
    return element("r", copy.deepcopy(face), held)


def _xml(made):
    return etree.tostring(made, encoding="unicode")


def table_blocks(annex) -> list[str]:
    """XML of every table with its title: 黑体 14 pt above, 仿宋 12 pt inside, the header again on each page."""
    return [xml for table in annex for xml in (_title(table["title"]), _table(table))]


def _face(font, size, *, bold=False):
    face = element("rPr")
    fonts(face, font)
    if bold:
        face.append(element("b"))
    face.extend([element("color", val="000000"), element("sz", val=size * 2), element("szCs", val=size * 2)])
    return face


def _title(text):
    form = element(
        "pPr", element("keepNext"), element("spacing", before=240, after=0, line=600, lineRule="exact")
    )
    return _xml(element("p", form, _run(text, _face(HEADING_FONT, 14))))


def _table(table):
    width = 100 * 50 // max(len(table["columns"]), 1)
    sides = [
        element(side, val="single", sz=4, space=0, color="000000")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    form = element(
        "tblPr", element("tblW", w=5000, type="pct"), element("jc", val="center"), element("tblBorders", *sides),
        element("tblLayout", type="autofit"),
    )  # fmt: skip
    grid = element("tblGrid", *(element("gridCol", w=width) for _ in table["columns"]))
    rows = [_row(table["columns"], header=True), *(_row(cells, header=False) for cells in table["rows"])]
    return _xml(element("tbl", form, grid, *rows))


def _row(cells, *, header):
    """No page break inside a row; the header again on every page."""
    form = element("trPr", element("cantSplit"), *([element("tblHeader")] if header else []))
    return element("tr", form, *(_cell(text, header) for text in cells))


def _cell(text, bold):
    form = element("pPr", element("spacing", before=0, after=0))
    return element(
        "tc",
        element("tcPr", element("tcW", w=0, type="auto")),
        element("p", form, _run(text, _face(BODY_FONT, 12, bold=bold))),
    )
