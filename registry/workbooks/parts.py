"""One XML part of a workbook looked over piece by piece, without building anything from it. Pure."""

import re

from .limits import MAX_COLUMNS, MAX_ROWS
from .saying import DAMAGED, unfit

_KEPT = 400
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_OUTSIDE = rb"(?:[A-Z]{3,}\d|(?:G[S-Z]|[H-Z][A-Z])\d|[A-Z]*(?:\d{7}|[2-9]\d{5}|1[5-9]\d{4})\d*)[^>]*>"
_NEAR = rb"(?![A-F]?[A-Z]\d{1,5}[\"'])"  # nearly every cell, told by one look
_FAR, _FAR_QUOTED = re.compile(rb'r="' + _NEAR + _OUTSIDE), re.compile(rb"r='" + _NEAR + _OUTSIDE)
_REF = re.compile(rb"""["']([A-Z]*)(\d+)""")
_CELL, _ROW = re.compile(rb"<(?:\w+:)?c\s"), re.compile(rb"<(?:\w+:)?row\s")
_UNPLACED = re.compile(rb"""<(?:\w+:)?c(?![^>]*\sr=)[^>]*[^/]>|<(?:\w+:)?c>""")
_REPEATED = re.compile(rb"""number-(columns|rows)-repeated\s*=\s*["'](\d{3,})["']""")
_HOLDS = re.compile(rb"value-type|<text:p", re.I)
_MOST_STRINGS = 3_000_000


class Look:
    """Carries what must be remembered from piece to piece of one part; `formulas` when a sheet holds any."""

    def __init__(self, name, part, *, sheet=False, strings=False, ods=False):
        self.name, self.part, self.sheet, self.strings, self.ods = name, part, sheet, strings, ods
        self.tail, self.counted, self.formulas, self.first, self.lines = b"", 0, False, True, 0

    @property
    def rows(self):
        """About how many rows the sheet has; 0 for a part that is none."""
        return self.counted if self.sheet else self.lines

    def at(self, piece):
        """Look at the next piece. Raises Unfit."""
        if self.first:
            self._encoding(piece)
        joined = self.tail + piece
        if b"<!" in joined and _DTD.search(joined):
            raise unfit(self.name, "里有外部实体定义（DTD），不是表格软件保存的文件")
        if self.sheet:
            self._cells(joined)
        if self.strings:
            self._count(piece.count(b"<si"), _MOST_STRINGS, "处文字")
        if self.ods:
            self._repeats(joined)
            self.lines += joined.count(b"<table:table-row ", len(self.tail)) + joined.count(
                b"<table:table-row>", len(self.tail)
            )
        self.tail = joined[-_KEPT:]

    def _encoding(self, piece):
        self.first = False
        if piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in piece[:200]:
            raise unfit(self.name, f"的部件“{self.part}”不是 UTF-8 编码，不是表格软件保存的文件")
        if not piece.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise unfit(self.name, DAMAGED)

    def _cells(self, joined):
        self._count(joined.count(b"<row", len(self.tail)), 1_048_576, "行")
        if not self.formulas:
            self.formulas = b"<f" in joined or b't="e"' in joined
        for pattern, mark in ((_FAR, b'r="'), (_FAR_QUOTED, b"r='")):
            for found in pattern.finditer(joined) if mark in joined else ():
                if self._holds(joined, found):
                    self._far(found[0])

    def _holds(self, joined, found):
        """Whether the far cell or row holds something: formats alone reach far in many honest files."""
        after = joined[found.end() : found.end() + 60]
        tag = joined[joined.rfind(b"<", 0, found.start()) : found.start()]
        if len(after) < 2 or found[0].endswith(b"/>"):
            return False
        if _ROW.match(tag):
            return bool(_UNPLACED.match(after))
        return bool(_CELL.match(tag)) and not after.startswith(b"</")

    def _far(self, told):
        letters, row = _REF.search(told).groups()
        where = f"{letters.decode()}{row.decode()}"[:20]
        raise unfit(
            self.name, f"在{where}单元格还有内容，超出了{MAX_ROWS}行、{MAX_COLUMNS}列的范围",
            f"请在表格软件中删去{where}附近多余的内容，或者把数据复制到新的表格，另存后重新上传。",
        )  # fmt: skip

    def _repeats(self, joined):
        for found in _REPEATED.finditer(joined):
            most = MAX_COLUMNS if found[1] == b"columns" else MAX_ROWS
            inside = joined[found.end() : found.end() + 300]
            same = (
                inside[: inside.find(b">")]
                if found[1] == b"columns"
                else inside[: inside.find(b"</table:table-row")]
            )
            if int(found[2]) > most and _HOLDS.search(same):
                raise unfit(
                    self.name, f"把同一内容重复了{int(found[2])}次，超出了{MAX_ROWS}行、{MAX_COLUMNS}列的范围"
                )

    def _count(self, more, most, what):
        self.counted += more
        if self.counted > most:
            raise unfit(self.name, f"有{self.counted}{what}以上，超过上限，不像正常的表格")
