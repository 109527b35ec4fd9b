"""An issued paper as a Word file in the official layout (GB/T 9704-2012): A4, 37/35/28/26 mm, 28 pt lines, FangSong 16 pt.

Made from the frozen text on demand; no font is shipped, Word falls back to what the reader has.
"""

import io

import segno
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .layout import paragraphs

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE_FONT, BODY_FONT, HEADING_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体"
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def word_file(document, *, check_address) -> bytes:
    """The .docx of one IssuedDocument. `check_address` is the address of the check page with this paper's code."""
    file = Document()
    _page(file, document)
    _line(file, document.title, size=22, font=TITLE_FONT, align=_CENTRE, exact=36, after=4)
    _line(file, document.number, align=_CENTRE, after=14)
    if document.addressee:
        _line(file, f"{document.addressee}：")
    for text, sort in paragraphs(document.body):
        _paragraph(file, text, sort)
    _signed(file, document)
    for table in document.annex:
        _table(file, table)
    _check_block(file, document, check_address)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _page(file, document):
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    page.footer_distance = Mm(25)
    style = file.styles["Normal"]
    style.font.size = Pt(16)
    _fonts(style.element.get_or_add_rPr(), BODY_FONT)
    core = file.core_properties
    core.title, core.author, core.language = document.title, document.issuer_name, "zh-CN"
    core.comments = f"查验码{document.check_code}"
    _page_number(page.footer.paragraphs[0])


def _fonts(properties, name):
    fonts = properties.get_or_add_rFonts()
    for part in ("w:ascii", "w:hAnsi"):
        fonts.set(qn(part), "Times New Roman" if name == BODY_FONT else name)
    fonts.set(qn("w:eastAsia"), name)


def _line(
    into, text, *, size=16, font=BODY_FONT, align=None, exact=28, indent=0, right=0, after=0, keep=False
):
    line = into.add_paragraph()
    form = line.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exact)
    form.space_before, form.space_after = Pt(0), Pt(after)
    form.first_line_indent, form.right_indent = Pt(indent * size), Pt(right * size)
    form.alignment, form.keep_with_next = align, keep
    run = line.add_run(text)
    run.font.size, run.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    _fonts(run._element.get_or_add_rPr(), font)
    return line


def _paragraph(file, text, sort):
    if sort == "heading":
        _line(file, text, font=HEADING_FONT, indent=2, keep=True)
    elif sort == "sign":
        _line(file, text, align=_RIGHT, right=4)
    else:
        _line(file, text, indent=2)


def _signed(file, document):
    day = document.issued_on
    _line(file, "")
    _line(file, document.issuer_name, align=_RIGHT, right=4, keep=True)
    _line(file, f"{day.year}年{day.month}月{day.day}日", align=_RIGHT, right=4)


def _table(file, given):
    _line(
        file, given["title"], font=HEADING_FONT, size=14, exact=30, keep=True
    ).paragraph_format.space_before = Pt(12)
    table = file.add_table(rows=1, cols=len(given["columns"]))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for row, cells in [
        (table.rows[0], given["columns"]),
        *((table.add_row(), cells) for cells in given["rows"]),
    ]:
        _whole(row, header=cells is given["columns"])
        for cell, text in zip(row.cells, cells, strict=True):
            _cell(cell, text, bold=cells is given["columns"])


def _whole(row, *, header):
    """No page break inside a row; the header again on every page."""
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(("w:tblHeader",) if header else ())):
        properties.append(OxmlElement(name))


def _cell(cell, text, *, bold):
    line = cell.paragraphs[0]
    line.paragraph_format.space_after = Pt(0)
    run = line.add_run(text)
    run.font.size, run.font.bold = Pt(12), bold
    _fonts(run._element.get_or_add_rPr(), BODY_FONT)


def _check_block(file, document, address):
    _line(file, "").paragraph_format.keep_with_next = True
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=8, border=2)
    line = _line(file, "", align=_RIGHT, exact=28, keep=True)
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    line.add_run().add_picture(io.BytesIO(picture.getvalue()), width=Mm(26))
    for text in (f"扫码查验真伪　查验码{document.check_code}", f"指纹{document.sha256}"):
        _line(file, text, size=9, exact=14, align=_RIGHT, keep=True)


def _page_number(line):
    """— 1 — at the foot, in the middle."""
    line.alignment = _CENTRE
    line.add_run("— ")
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = line.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._element.append(part)
    line.add_run(" —")
    for run in line.runs:
        run.font.size = Pt(14)
