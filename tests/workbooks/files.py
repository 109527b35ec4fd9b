"""Workbooks made by hand for the gate: whole ones, and the same with a part changed, lied about or put in."""

import io
import struct
import zipfile
from datetime import datetime

import xlsxwriter

HEADER = ["借据号", "合同号", "客户名称", "贷款余额"]
ROW = ["NSHJJ202600001", "NSHHT20260001", "内蒙古测试有限公司", 100000]
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def xlsx(*tables, options=None, **named):
    """A workbook of sheets: positional tables are 表1, 表2…, named ones have their name."""
    held = io.BytesIO()
    sheets = {f"表{n}": table for n, table in enumerate(tables, start=1)} | named or {"表1": [HEADER, ROW]}
    with xlsxwriter.Workbook(held, {"in_memory": True, **(options or {})}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})
        for name, table in sheets.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(table):
                for column, cell in enumerate(row):
                    page.write(at, column, cell)
    return held.getvalue()


def dateless(name):
    """A part without the hour it was made, so that the same file has the same bytes on every run."""
    return zipfile.ZipInfo(name)


def changed(content, parts=None, without=(), **replaced):
    """The zip with parts replaced or added (`parts`), left out, or text in a part replaced (`sheet=(old, new)`)."""
    paths = {"sheet": SHEET, "book": BOOK, "types": "[Content_Types].xml"}
    held, given = io.BytesIO(), dict(parts or {})
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename in without:
                continue
            data = given.pop(member.filename, old.read(member.filename))
            for key, (before, after) in replaced.items():
                if member.filename == paths[key]:
                    assert before.encode() in data, before
                    data = data.replace(before.encode(), after.encode(), 1)
            new.writestr(dateless(member.filename), data, zipfile.ZIP_DEFLATED)
        for name, data in given.items():
            new.writestr(dateless(name), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def with_cell(reference, value="<v>1</v>", attributes=""):
    """A workbook with one more cell at `reference`, in a row of its own."""
    number = "".join(c for c in reference if c.isdigit())
    cell = f'<row r="{number}"><c r="{reference}"{attributes}>{value}</c></row></sheetData>'
    return changed(xlsx(), sheet=("</sheetData>", cell.replace("></c>", "/>") if not value else cell))


def patched(content, at, form, *values):
    """The bytes with one structure overwritten."""
    held = bytearray(content)
    struct.pack_into(form, held, at, *values)
    return bytes(held)


def entry_of(content, name):
    """Where the directory entry of a part stands."""
    at = content.rfind(name.encode())
    assert content[at - 46 : at - 42] == b"PK\x01\x02"
    return at - 46


def ods(rows, cell="", declared=""):
    """A minimal OpenDocument sheet."""
    lines = "".join(
        "<table:table-row>" + "".join(_ods_cell(value) for value in row) + "</table:table-row>"
        for row in rows
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}office:1.0" '
        f'xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="台账">{lines}{cell}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            dateless("mimetype"), "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        archive.writestr(dateless("content.xml"), content)
        archive.writestr(dateless("META-INF/manifest.xml"), f"<manifest>{declared}</manifest>")
    return held.getvalue()


def _ods_cell(value):
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


def xls(rows, *, hidden=None, more=b"", since_1904=False):
    """A BIFF8 workbook: a sheet 台账, before it a hidden one when asked; `more` are records of the global part."""
    tables = [*([("底稿", 1, hidden)] if hidden else []), ("台账", 0, rows)]
    bodies = [_biff_sheet(table) for _, _, table in tables]
    globals_ = _record(0x0809, struct.pack("<4H2L", 0x0600, 0x0005, 0, 0, 0, 0)) + more
    globals_ += _record(0x0022, struct.pack("<H", since_1904))
    names = [_name(name) for name, _, _ in tables]
    at = len(globals_) + sum(len(name) + 10 for name in names) + 4
    for (_, state, _), name, body in zip(tables, names, bodies, strict=True):
        globals_ += _record(0x0085, struct.pack("<LBB", at, state, 0) + name)
        at += len(body)
    return ole({"Workbook": globals_ + _record(0x000A, b"") + b"".join(bodies)})


def _record(kind, data):
    return struct.pack("<2H", kind, len(data)) + data


def _name(text):
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _biff_sheet(rows):
    told = _record(0x0809, struct.pack("<4H2L", 0x0600, 0x0010, 0, 0, 0, 0))
    told += _record(0x0200, struct.pack("<2L3H", 0, len(rows), 0, max(map(len, rows)), 0))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<3H", at, column, 0)
            if isinstance(cell, (int, float)):
                told += _record(0x0203, place + struct.pack("<d", cell))
            else:
                told += _record(0x0204, place + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
    return told + _record(0x000A, b"")


def ole(streams):
    """A compound file with the named streams, each in sectors of its own."""
    sector, fat, pieces, entries = 512, [], [], [("Root Entry", 0xFFFFFFFE, 0, 5)]
    for name, data in streams.items():
        data = data.ljust(4096, b"\0")
        count = -(-len(data) // sector)
        start = len(fat)
        fat += [*range(start + 1, start + count), 0xFFFFFFFE]
        pieces.append(data.ljust(count * sector, b"\0"))
        entries.append((name, start, len(data), 2))
    lines = b"".join(_directory(*one) for one in entries)
    lines = lines.ljust(-(-len(lines) // sector) * sector, b"\0")
    first = len(fat)
    fat += [*range(first + 1, first + len(lines) // sector), 0xFFFFFFFE]
    tables = -(-(len(fat) + 4) // 128)
    where = list(range(len(fat), len(fat) + tables))
    fat += [0xFFFFFFFD] * tables
    table = struct.pack(f"<{len(fat)}L", *fat).ljust(tables * sector, b"\xff")
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    )
    head += struct.pack("<9L", 0, tables, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109L", *where, *[0xFFFFFFFF] * (109 - tables))
    return head + b"".join(pieces) + lines + table


def _directory(name, start, size, kind):
    told = name.encode("utf-16-le")
    return told.ljust(64, b"\0") + struct.pack("<HBB3L", len(told) + 2, kind, 1, *[0xFFFFFFFF] * 3) + bytes(36) + struct.pack("<3L", start, size, 0)  # fmt: skip
