"""The house layout as a Word file with its places: the start for the office's own, and what holds until there is one.

A4, 37/35/28/26 mm, 28 pt lines, title 小标宋 22 pt, text 仿宋 16 pt. No font is shipped: Word falls back to what the reader has.
"""

import io
from datetime import datetime
from functools import lru_cache

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .blocks import BODY_FONT, fonts
from .places import required_in, written
from .slots import SLOTS, label_of
from .zipping import repacked

TITLE_FONT = "方正小标宋简体"
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_DAY = datetime(2000, 1, 1)


@lru_cache(maxsize=len(SLOTS))
def starting_file(slot) -> bytes:
    """The .docx to start from for this slot; the same bytes every time."""
    file = Document()
    _page(file, slot)
    _line(file, "标题", size=22, font=TITLE_FONT, align=_CENTRE, exact=36, after=4)
    _line(file, "文号", align=_CENTRE, after=14)
    if "主送" in required_in(slot):
        _line(file, "主送", tail="：")
    _line(file, "正文", indent=2)
    _line(file)
    _line(file, "发文机构", align=_RIGHT, right=4, keep=True)
    _line(file, "成文日期", align=_RIGHT, right=4)
    _line(file, "附表")
    _check_block(file)
    stream = io.BytesIO()
    file.save(stream)
    return repacked(stream.getvalue())


def _page(file, slot):
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    page.footer_distance = Mm(25)
    style = file.styles["Normal"]
    style.font.size = Pt(16)
    fonts(style.element.get_or_add_rPr(), BODY_FONT)
    core = file.core_properties
    core.title, core.author, core.language = f"{label_of(slot)}", "伊金霍洛旗金融服务中心", "zh-CN"
    core.comments, core.created, core.modified = "文书版式", _DAY, _DAY
    _page_number(page.footer.paragraphs[0])


def _line(
    file,
    place="",
    *,
    tail="",
    head="",
    size=16,
    font=BODY_FONT,
    align=None,
    exact=28,
    indent=0,
    right=0,
    after=0,
    keep=False,
):
    line = file.add_paragraph()
    form = line.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exact)
    form.space_before, form.space_after = Pt(0), Pt(after)
    form.first_line_indent, form.right_indent = Pt(indent * size), Pt(right * size)
    form.alignment, form.keep_with_next = align, keep
    run = line.add_run(f"{head}{written(place) if place else ''}{tail}")
    run.font.size, run.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    fonts(run._element.get_or_add_rPr(), font)
    return line


def _check_block(file):
    _line(file, keep=True)
    line = _line(file, "二维码", align=_RIGHT, keep=True)
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    for head, place in (("扫码查验真伪　查验码", "查验码"), ("指纹", "指纹")):
        _line(file, place, head=head, size=9, exact=14, align=_RIGHT, keep=True)


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
