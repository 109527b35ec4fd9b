"""Reading inside the child: a workbook or CSV into rows, told in frames. No Django here; nothing is written."""

import io
from itertools import islice

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from .choosing import SEARCHED, choose, score
from .limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from .marks import facts_of, properties_of, spoilt_cells
from .protocol import FRAME_ROWS, Telling, framed

ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
TORN = "打不开，可能已损坏|请用表格软件打开，另存为 xlsx 后重新上传。"
LOCKED = "设有打开密码，读不出来|请去掉密码、另存为 xlsx 后重新上传。"
UNDECODED = "的文字编码无法识别|请用表格软件另存为 xlsx 后重新上传。"
BARE = "里没有任何数据|请填写后重新上传。"
ALL_HIDDEN = "的工作表全部是隐藏的|请取消隐藏要报送的工作表后重新上传。"


class Unreadable(Exception):
    """What the person is told: found|to do."""


def read(asked, content, send):
    """Read `content` as `asked` says and send frames: facts first, then rows, then the end."""
    try:
        facts, rows = _csv(content) if asked["kind"] == "csv" else _workbook(asked, content)
    except PasswordError as error:
        raise Unreadable(LOCKED) from error
    except (CalamineError, OSError, ValueError, KeyError) as error:
        raise Unreadable(TORN) from error
    send(framed(facts))
    telling, count, rows = Telling(), 0, iter(rows)
    while held := list(islice(rows, FRAME_ROWS)):
        send(telling.frame(held))
        count += len(held)
    send(framed({"end": count}))


def _workbook(asked, content):
    words = frozenset(asked["words"])
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    tables = [
        (at, meta) for at, meta in enumerate(book.sheets_metadata) if meta.typ == SheetTypeEnum.WorkSheet
    ]
    shown = [(at, meta.name) for at, meta in tables if meta.visible == SheetVisibleEnum.Visible]
    if not shown:
        raise Unreadable(ALL_HIDDEN if tables else BARE)
    looked = [_first_look(book, at, name, words, keep=len(shown) == 1) for at, name in shown]
    seen = [found for found, _ in looked]
    best = choose(seen)
    if best < 0:
        raise Unreadable(BARE)
    sheet = looked[best][1] or book.get_sheet_by_index(shown[best][0])
    paths, since_1904 = _facts(asked, content)
    marks = spoilt_cells(content, paths[shown[best][0]]) if asked["formulas"] and paths else {}
    facts = {
        "name": seen[best][0], "since_1904": since_1904, "merged": _merged(sheet),
        "hidden": [meta.name for _, meta in tables if meta.visible != SheetVisibleEnum.Visible],
        "left": [name for at, (name, _, holds) in enumerate(seen) if holds and at != best],
        "properties": properties_of(content) if asked["kind"] == "xlsx" else {},
    }  # fmt: skip
    return facts, _rows(sheet, marks)


def _facts(asked, content):
    return facts_of(content) if asked["kind"] == "xlsx" else ([], asked["since_1904"])


def _first_look(book, at, name, words, keep):
    """(name, score, holds) of one sheet, and with `keep` the sheet itself: a file of one sheet is parsed once."""
    sheet = book.get_sheet_by_index(at)
    if (
        sheet.total_height > MAX_ROWS
        or sheet.total_width > MAX_COLUMNS
        or sheet.height * sheet.width > MAX_CELLS
    ):
        raise Unreadable(
            f"的工作表“{name[:30]}”有{sheet.total_height}行、{sheet.total_width}列，超过上限{MAX_ROWS}行、{MAX_COLUMNS}列|"
            "请删去多余的行列，或者分成几个文件上传。"
        )
    head = [
        list(row)
        for row in sheet.to_python(skip_empty_area=False, nrows=SEARCHED + (sheet.start or (0, 0))[0])
    ]
    return (name, score(_window(head), words), sheet.start is not None), sheet if keep else None


def _window(rows):
    """The first rows that hold something."""
    first = next((at for at, row in enumerate(rows) if any(cell != "" for cell in row)), 0)
    return rows[first:]


def _merged(sheet):
    ranges = sheet.merged_cell_ranges or []
    return [[*low, *high] for low, high in ranges if low[0] < 2 * SEARCHED][:400]


def _rows(sheet, marks):
    """Rows from the first of the sheet; what has no value stands as its mark, even where the reader sees no row."""
    by_row = {}
    for (row, column), mark in marks.items():
        by_row.setdefault(row, []).append((column, mark))
    padding, number = [""] * (sheet.start[1] if sheet.start else 0), -1
    for number, read_row in enumerate(sheet.iter_rows()):
        row = padding + read_row
        yield _marked(row, by_row.pop(number, ()))
    for beyond in range(number + 1, min(max(by_row, default=-1) + 1, MAX_ROWS)):
        yield _marked([], by_row.get(beyond, ()))


def _marked(row, marks):
    for column, mark in marks:
        if column < MAX_COLUMNS:
            row += [""] * (column + 1 - len(row))
            row[column] = mark if row[column] == "" else row[column]
    return row


def _csv(content):
    import csv  # most files are workbooks, and each import is waited for

    text = _decoded(content)
    lines = text.splitlines()[:SEARCHED]
    delimiter = max(",\t;", key=lambda mark: sum(line.count(mark) for line in lines))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    if not text.strip():
        raise Unreadable(BARE)
    facts = {"name": "CSV", "since_1904": False, "merged": [], "hidden": [], "left": []}
    try:
        return facts, list(rows)
    except csv.Error as error:
        raise Unreadable(TORN) from error


def _decoded(content):
    wanted = [encoding for mark, encoding in ENCODINGS if content.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in wanted:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(UNDECODED)
