"""Workbooks spoilt in the ways of the fault list (trust §2.4): each mutator takes bytes and a seeded chance."""

import io
import re
import struct
import zipfile
import zlib

from .files import SHEET, changed, dateless

ENDINGS = ("xlsx", "xls", "csv", "ods", "XLSX", "xlsm", "html", "")
TEXTS = (
    "=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "<script>alert(1)</script>", "'; DROP TABLE x;--", "{{ 7*7 }}", "../../etc/passwd",
    "甲\u202e乙", "\u200b\ufeff", "㐀𠀀𪚥㙇", "\ud7ff", "１２３４５", "𝟏𝟐", "é" * 40, "a\r\nSet-Cookie: x", "\\x00\\u0000", "　 ", "#REF!", "%", "‰", "()",
    "-" * 200, "1e309", "-0", "9" * 400, "0x1F", "1_000", "٣", "½", "²", "NaN", "Infinity", "2026-02-30", "99999999", "00000000", "12/31/99",
)  # fmt: skip
NUMBERS = ("NaN", "INF", "1e309", "-1e309", "9223372036854775808", "-0", "1e-320", "0.1e", "", " ", "--1", "1e15", "123456789012345678", "1.7976931348623157e308", "44591.999999")  # fmt: skip
REFS = (
    "A0",
    "A1048577",
    "XFE1",
    "",
    "1A",
    "A",
    "ZZZZZZ1",
    "A99999999999999999999",
    "a1",
    "$A$1",
    "A-1",
    "GR150000",
    "IV65536",
)
TYPES = ("s", "b", "e", "d", "str", "inlineStr", "n", "x", "")


def flip(content, chance):
    held = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20, 200))):
        held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    return bytes(held)


def cut(content, chance):
    return content[: chance.randrange(len(content))]


def grow(content, chance):
    at = chance.randrange(len(content))
    return content[:at] + chance.randbytes(chance.choice((1, 100, 5000))) + content[at:]


def swap(content, chance):
    a, b = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[:a] + content[b:] + content[a:b]


def drop_part(content, chance):
    return changed(content, without=(chance.choice(_names(content)),))


def empty_part(content, chance):
    return changed(
        content,
        {chance.choice(_names(content)): chance.choice((b"", b"<", b"<a/>", b"\xff\xfe", b"<a>" * 5000))},
    )


def double_part(content, chance):
    held = io.BytesIO(content)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr(
            dateless(chance.choice(_names(content)) + chance.choice(("", ".xml"))), chance.randbytes(50)
        )
    return held.getvalue()


def spoil_xml(content, chance):
    """One attribute or text of one part replaced."""
    name = chance.choice([n for n in _names(content) if n.endswith((".xml", ".rels"))])
    data = _part(content, name)
    found = list(re.finditer(rb'="[^"]*"|>[^<]+<', data))
    if not found:
        return content
    at = chance.choice(found)
    told = chance.choice(TEXTS + NUMBERS + REFS).encode("utf-8", "replace")
    told = told.replace(b"<", b"&lt;").replace(b'"', b"") if chance.random() < 0.8 else told
    old = at[0]
    return changed(content, {name: data[: at.start()] + old[:2] + told + old[-1:] + data[at.end() :]})


def spoil_markup(content, chance):
    name = chance.choice([n for n in _names(content) if n.endswith((".xml", ".rels"))])
    data = bytearray(_part(content, name))
    for _ in range(chance.choice((1, 5, 40))):
        data[chance.randrange(len(data))] = chance.choice(b"<>/\"'&=! \x00\xffa0")
    return changed(content, {name: bytes(data)})


def _cells(content, chance, change):
    data = _part(content, SHEET).decode()
    found = list(re.finditer(r"<c [^>]*?(?:/>|>.*?</c>)", data))
    for at in sorted(
        chance.sample(found, min(len(found), chance.choice((1, 2, 10)))), key=lambda m: -m.start()
    ):
        data = data[: at.start()] + change(at[0]) + data[at.end() :]
    return changed(content, {SHEET: data.encode("utf-8", "replace")})


def lie_about_place(content, chance):
    return _cells(
        content, chance, lambda cell: re.sub(r'r="[^"]*"', f'r="{chance.choice(REFS)}"', cell, count=1)
    )


def lie_about_type(content, chance):
    return _cells(
        content,
        chance,
        lambda cell: re.sub(r"<c ", f'<c t="{chance.choice(TYPES)}" ', re.sub(r' t="\w+"', "", cell)),
    )


def lie_about_value(content, chance):
    return _cells(
        content, chance, lambda cell: re.sub(r"<v>[^<]*</v>", f"<v>{chance.choice(NUMBERS)}</v>", cell)
    )


def write_text(content, chance):
    def change(cell):
        told = chance.choice((*TEXTS, "长" * 32_767)).replace("&", "&amp;").replace("<", "&lt;")
        return f'<c r="{re.search(r"r=.([A-Z0-9]*)", cell)[1]}" t="inlineStr"><is><t>{told}</t></is></c>'

    return _cells(content, chance, change)


def leave_formula(content, chance):
    told = chance.choice(
        (
            "<f>A1+1</f>",
            "<f>A1+1</f><v></v>",
            "<f/>",
            '<f t="shared" si="9"/><v/>',
            "<f>" + "(" * 500 + "</f>",
        )
    )
    return _cells(content, chance, lambda cell: re.sub(r"<v>[^<]*</v>", told, cell))


def lie_about_size(content, chance):
    told = chance.choice(("A1:XFD1048576", "A1:A1", "", "Z9:A1", "A0:B", "A1:ZZZZ99999999"))
    return changed(
        content,
        {
            SHEET: re.sub(
                rb'<dimension ref="[^"]*"/>', f'<dimension ref="{told}"/>'.encode(), _part(content, SHEET)
            )
        },
    )


def merge_cells(content, chance):
    told = chance.choice(("A1:B2", "A1:XFD1048576", "B2:A1", "A1", "", "A1:ZZZZ9"))
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{told}"/></mergeCells>'
    return changed(content, sheet=("</sheetData>", merged))


def strict(content, chance):
    return changed(
        content,
        sheet=(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
    )


def hide(content, chance):
    return changed(
        content, book=("<sheet ", f'<sheet state="{chance.choice(("hidden", "veryHidden", "x"))}" ')
    )


def calendar_of_1904(content, chance):
    return changed(
        content, book=("<workbookPr ", f'<workbookPr date1904="{chance.choice(("1", "true", "x"))}" ')
    )


BYTES = (flip, cut, grow, swap)
ZIPS = (drop_part, empty_part, double_part)
SHEETS = (
    spoil_xml, spoil_markup, lie_about_place, lie_about_type, lie_about_value, write_text, leave_formula, lie_about_size,
    merge_cells, strict, hide, calendar_of_1904,
)  # fmt: skip


def lines(content, chance):
    """A CSV spoilt as text."""
    text = content.decode("utf-8-sig")
    cells = text.split(",")
    for _ in range(chance.choice((1, 3, 20))):
        cells[chance.randrange(len(cells))] = chance.choice(
            TEXTS + NUMBERS + ('"', '"\n"', "\n", "长" * 32_767)
        )
    told = ",".join(cells).replace("\ud7ff", "")
    return told.encode(chance.choice(("utf-8", "utf-8-sig", "utf-16", "gb18030")), "replace")


UNMAKEABLE = (
    zipfile.BadZipFile, struct.error, zlib.error, KeyError, ValueError, AssertionError, IndexError, EOFError,
    NotImplementedError, OverflowError,
)  # fmt: skip


def spoil(kind, content, chance):
    """(file name, bytes) of one malformed upload."""
    steps = {"xlsx": (*SHEETS, *SHEETS, *ZIPS, *BYTES), "csv": (lines, lines, *BYTES), "xls": BYTES, "ods": (*BYTES, *ZIPS, spoil_xml, spoil_markup)}  # fmt: skip
    for _ in range(chance.choice((1, 1, 2, 3))):
        try:
            content = chance.choice(steps[kind])(content, chance) or content
        except UNMAKEABLE:
            content = flip(content or b"x", chance)
    ending = kind if chance.random() < 0.93 else chance.choice(ENDINGS)
    return f"台账.{ending}", content


def _names(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def _part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
