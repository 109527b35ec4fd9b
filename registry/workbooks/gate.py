"""The gate before parsing (trust UPL-1): judged by bytes alone, at most a second and a few MB. Pure.

Nothing is built from the file here. What passes may still break the parser; that happens in a child process.
"""

from dataclasses import dataclass

from . import kinds, ole, zips
from .limits import MAX_BYTES, MAX_CELLS, MAX_ROWS, MB
from .parts import Look
from .saying import DAMAGED, unfit

MACROS = "请另存为不含宏的 xlsx 后重新上传。"
_FORBIDDEN = (
    (("xl/vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "basic/", "scripts/"), "含有宏", MACROS),
    (("xl/activex/", "xl/ctrlprops/activex"), "含有控件（ActiveX）", MACROS),
    (("xl/externallinks/",), "引用了别的工作簿（外部链接）", ole.LINKS),
    (("xl/connections", "xl/querytables/"), "连接着外部数据", "请删去数据连接，另存为 xlsx 后重新上传。"),
    (("xl/embeddings/",), "里嵌入了别的文件", "请删去嵌入的文件，另存为 xlsx 后重新上传。"),
)  # fmt: skip


@dataclass(frozen=True)
class Passed:
    """What the gate learned: kind, whether sheets hold formulas or error cells, whether days count from 1904 (.xls).

    `rows`: about how many rows the longest sheet has, blank ones with formats among them.
    """

    kind: str
    formulas: bool = False
    since_1904: bool = False
    rows: int = 0


def examine(name, content) -> Passed:
    """Raises Unfit, in a sentence that says what was found, what is accepted and what to do."""
    if not content:
        raise unfit(name, "是空的（0字节）", "请重新选择文件后上传。")
    if len(content) > MAX_BYTES:
        raise unfit(name, f"有{len(content) / MB:.1f}MB，超过{MAX_BYTES // MB}MB", "请分成几个文件上传。")
    kinds.must_not_be_foreign(name, content)
    said, held = kinds.kind_by_name(name), kinds.container(content)
    if held == "zip":
        return _zip(name, content, said)
    if held == "ole":
        since_1904 = ole.must_be_plain_xls(name, content)
        kinds.must_agree(name, said, "xls")
        return Passed("xls", since_1904=since_1904, rows=ole.about_rows(content))
    lines = _text(name, content)
    if said != "csv":
        raise unfit(name, f"的扩展名是“.{said}”，内容不是 {said} 表格，可能已损坏")
    return Passed("csv", rows=lines)


def _text(name, content):
    wide = content.startswith(kinds.BOMS)
    if not wide and b"\x00" in content:
        raise unfit(name, "不是表格文件")
    lines = content.count(b"\n")
    if lines > MAX_ROWS:
        raise unfit(name, f"有{lines}行，超过上限{MAX_ROWS}行", "请分成几个文件上传。")
    if max(map(content.count, (b",", b"\t", b";"))) > MAX_CELLS:
        raise unfit(name, f"的单元格超过{MAX_CELLS // 10_000}万个", "请分成几个文件上传。")
    return lines


def _zip(name, content, said):
    parts = zips.parts_of(name, content)
    names = {part.name for part in parts}
    kind = _kind(name, names)
    for part in parts:
        _must_not_be_forbidden(name, part)
    kinds.must_agree(name, said, kind)
    formulas, rows = False, 0
    for part in sorted(parts, key=lambda one: one.size):
        look = _look(name, content, part, kind)
        formulas, rows = formulas | look.formulas, max(rows, look.rows)
    return Passed(kind, formulas, rows=rows)


def _kind(name, names):
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise unfit(name, "是二进制工作簿（xlsb）")
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "ods"
    if any(one.startswith(("word/", "ppt/")) for one in names):
        raise unfit(name, "是文档或演示文稿，不是表格文件", "请上传表格本身。")
    if any(one.startswith("xl/") for one in names):
        raise unfit(name, DAMAGED)
    raise unfit(name, "是压缩包，不是表格文件", "请解压后上传其中的表格。")


def _must_not_be_forbidden(name, part):
    for starts, found, todo in _FORBIDDEN:
        if part.name.lower().startswith(starts):
            raise unfit(name, found, todo)


def _look(name, content, part, kind):
    """Look through one part; the Look says whether it is a sheet with formulas or error cells, and how many rows."""
    low = part.name.lower()
    xml = low.endswith((".xml", ".rels", ".vml")) and part.size > 0
    look = Look(
        name, part.name[:60], sheet=kind == "xlsx" and low.startswith("xl/worksheets/") and low.endswith(".xml"),
        strings=low == "xl/sharedstrings.xml", ods=kind == "ods" and low == "content.xml",
    )  # fmt: skip
    head = b""
    for piece in zips.unpacked(name, content, part):
        if not head:
            head = piece[:65_536]
            _must_not_be_nested(name, head)
        if xml and piece:
            look.at(piece)
    if low in ("[content_types].xml", "meta-inf/manifest.xml"):
        _declared(name, head)
    return look


def _must_not_be_nested(name, head):
    if head.startswith((kinds.ZIP, kinds.OLE, b"Rar!", b"7z\xbc\xaf")):
        raise unfit(name, "里还装着别的压缩包或文件", "请删去嵌入的文件，另存为 xlsx 后重新上传。")


def _declared(name, head):
    if b"macroEnabled" in head or b"vbaProject" in head:
        raise unfit(name, "含有宏", MACROS)
    if b"encryption-data" in head:
        raise unfit(name, "设有打开密码，读不出来", "请去掉密码、另存为 xlsx 后重新上传。")
