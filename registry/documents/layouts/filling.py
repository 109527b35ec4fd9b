"""Setting a paper in a layout with docxtpl: values are only ever text, and the same paper gives the same bytes. Pure."""

import copy
import io
from datetime import datetime

import segno
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from markupsafe import Markup, escape

from .blocks import table_blocks, text_blocks
from .places import PLACES, written
from .reading import BODY, P, T, pieces
from .sheet import printable
from .strict import StrictEnvironment
from .tags import TAG
from .zipping import repacked

QR = Mm(26)
_DAY = datetime(2000, 1, 1)


def fill(layout: bytes, sheet) -> bytes:
    """The .docx of one Sheet in this layout. Raises ForbiddenTag for a layout that was never checked."""
    template = DocxTemplate(io.BytesIO(layout))
    template.init_docx()
    body = template.docx.element.body
    for part in template.docx.part.package.iter_parts():
        if hasattr(part, "element"):
            _mended(part.element)
    values = {name: _safe(value) for name, value in sheet.values.items()}
    _without(body, "主送", empty=not sheet.addressee)
    values["正文"] = _block(body, "正文", lambda p: text_blocks(p, sheet.body))
    values["附表"] = _block(body, "附表", lambda p: table_blocks(sheet.annex))
    values["二维码"] = InlineImage(template, _qr(sheet.check_address), width=QR)
    template.render(values, StrictEnvironment())
    _signed_off(template.docx.core_properties, sheet)
    stream = io.BytesIO()
    template.save(stream)
    return repacked(stream.getvalue())


def _safe(text):
    """Markup that prints exactly this text: no XML of its own, and braces that nothing reads a second time."""
    return Markup(_unbraced(str(escape(printable(text)))))


def _unbraced(xml):
    return xml.replace("{", "&#123;").replace("}", "&#125;")


def _mended(root):
    """Put every place that Word cut into several runs back into its first one."""
    for paragraph in root.iter(P):
        held = [[element, text] for element, text in pieces(paragraph)]
        text = "".join(part for _, part in held)
        for found in reversed(list(TAG.finditer(text))):
            if found[1] in PLACES:
                _gather(held, found.start(), found.end(), written(found[1]))
        for element, part in held:
            if element.tag == T and element.text != part:
                element.text = part
                element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _gather(held, start, end, tag):
    at, first = 0, True
    for piece in held:
        length = len(piece[1])
        left, right = max(start - at, 0), min(end - at, length)
        if left < right:
            piece[1] = piece[1][:left] + (tag if first else "") + piece[1][right:]
            first = False
        at += length


def _line_with(body, name):
    for paragraph in body.iter(P):
        if name in TAG.findall("".join(text for _, text in pieces(paragraph))):
            return paragraph
    return None


def _without(body, name, *, empty):
    """A line whose value is empty goes, with its colon; a table cell keeps an empty line."""
    while empty and (paragraph := _line_with(body, name)) is not None:
        if paragraph.getparent().tag == BODY:
            body.remove(paragraph)
        else:
            for element, _ in pieces(paragraph):
                if element.tag == T:
                    element.text = ""


def _block(body, name, made):
    """Put the place itself where its paragraph stood; the value is whole paragraphs and tables."""
    paragraph = _line_with(body, name)
    if paragraph is None:
        return Markup("")
    blocks = made(copy.deepcopy(paragraph))
    before = paragraph.getprevious()
    body.remove(paragraph)
    if before is None:
        body.text = (body.text or "") + written(name)
    else:
        before.tail = (before.tail or "") + written(name)
    return Markup(_unbraced("".join(blocks)))


def _qr(address):
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=8, border=2)
    return io.BytesIO(picture.getvalue())


def _signed_off(core, sheet):
    """The file names the office, not who drew the layout or when."""
    core.title, core.author, core.language = printable(sheet.title)[:255], sheet.issuer[:255], "zh-CN"
    core.comments, core.last_modified_by, core.subject = f"查验码{sheet.check_code}", "", sheet.number[:255]
    core.keywords = core.category = core.identifier = ""
    core.created = core.modified = core.last_printed = _DAY
    core.revision = 1
