"""The old container of .xls looked over: its streams by name, and the first records of the workbook. Pure."""

import struct

from .saying import DAMAGED, unfit

_END_OF_CHAIN, _MOST_SECTORS = 0xFFFFFFFE, 70_000
BOF, EOF, FILEPASS, DATE_1904, SUPBOOK = 0x0809, 0x000A, 0x002F, 0x0022, 0x01AE
ROW = struct.pack("<2H", 0x0208, 16)
_BYTES_PER_ROW = 400
_MOST_RECORDS, _MOST_GLOBALS = 20_000, 4_000_000
LINKS = "请在表格软件中断开链接（数据—编辑链接—断开链接），另存为 xlsx 后重新上传。"


def about_rows(content) -> int:
    """By the records that announce a row, or, where the writer leaves these out, by the size of the file."""
    return content.count(ROW) or len(content) // _BYTES_PER_ROW


class Ole:
    """`streams` maps a name to (first sector, size in bytes). Raises Unfit when the container is torn."""

    def __init__(self, name, content):
        self.name, self.content = name, content
        try:
            self._read()
        except (struct.error, IndexError, ValueError) as error:
            raise unfit(name, DAMAGED) from error

    def _read(self):
        shift, small = struct.unpack_from("<2H", self.content, 30)
        if shift not in (9, 12) or small != 6:
            raise ValueError("sector size")
        self.sector = 1 << shift
        self.next = []
        for table in self._tables():
            self.next += struct.unpack_from(f"<{self.sector // 4}L", self.content, (table + 1) * self.sector)
        (first,) = struct.unpack_from("<L", self.content, 48)
        self.streams = {}
        directory = self.chain(first, 4_000_000)
        for at in range(0, len(directory) - 127, 128):
            (length,) = struct.unpack_from("<H", directory, at + 64)
            told = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<2L", directory, at + 116)
            if told:
                self.streams[told] = start, size

    def _tables(self):
        """Sectors that hold the table of sectors: 109 in the header, the rest in a chain of their own."""
        tables = list(struct.unpack_from("<109L", self.content, 76))
        (at,) = struct.unpack_from("<L", self.content, 68)
        each = self.sector // 4
        while at < _MOST_SECTORS and len(tables) < _MOST_SECTORS:
            more = struct.unpack_from(f"<{each}L", self.content, (at + 1) * self.sector)
            tables += more[:-1]
            at = more[-1]
        return [one for one in tables if one < _MOST_SECTORS]

    def chain(self, sector, most) -> bytes:
        """The bytes of one chain of sectors, at most `most`; a chain that turns in circles is torn."""
        pieces, seen = [], set()
        while sector < _END_OF_CHAIN and len(pieces) * self.sector < most:
            if sector in seen or (sector + 1) * self.sector >= len(self.content):
                raise ValueError("chain")
            seen.add(sector)
            pieces.append(self.content[(sector + 1) * self.sector : (sector + 2) * self.sector])
            sector = self.next[sector]
        return b"".join(pieces)


def records(book):
    """(kind, data) of the records of the workbook's global part."""
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(book):
            return
        kind, length = struct.unpack_from("<2H", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        if kind == EOF:
            return
        at += 4 + length


def must_be_plain_xls(name, content) -> bool:
    """Raises Unfit for encryption, macros, links to other files and foreign papers. Returns the 1904 flag of dates."""
    ole = Ole(name, content)
    if "EncryptedPackage" in ole.streams or "EncryptionInfo" in ole.streams:
        raise unfit(name, "设有打开密码，读不出来", "请去掉密码、另存为 xlsx 后重新上传。")
    if any(told.startswith(("_VBA_PROJECT", "VBA")) or told == "Macros" for told in ole.streams):
        raise unfit(name, "含有宏", "请另存为不含宏的 xlsx 后重新上传。")
    if any(told.startswith("MBD") for told in ole.streams):
        raise unfit(name, "里嵌入了别的文件", "请删去嵌入的文件，另存为 xlsx 后重新上传。")
    stream = ole.streams.get("Workbook") or ole.streams.get("Book")
    if stream is None:
        kind = "Word 文档" if "WordDocument" in ole.streams else "别的程序的文件"
        raise unfit(name, f"是{kind}，不是表格文件", "请上传表格本身。")
    return _globals(name, ole, stream)


def _globals(name, ole, stream):
    try:
        book = ole.chain(stream[0], min(stream[1], _MOST_GLOBALS)) if stream[1] >= 4096 else b""
    except (ValueError, IndexError) as error:
        raise unfit(name, DAMAGED) from error
    since_1904 = False
    for kind, data in records(book):
        if kind == FILEPASS:
            raise unfit(name, "设有打开密码，读不出来", "请去掉密码、另存为 xlsx 后重新上传。")
        if kind == SUPBOOK and len(data) > 4:
            raise unfit(name, "引用了别的工作簿（外部链接）", LINKS)
        if kind == DATE_1904:
            since_1904 = data[:1] == b"\x01"
    return since_1904
