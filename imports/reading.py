"""From the bytes of a file to the grid of its first data sheet, within limits, or a refusal in a sentence."""

import csv
import io
import zipfile
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from registry.history.errors import Refusal

MAX_BYTES = 20 * 1024 * 1024
MAX_INFLATED = 300 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 200
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


@dataclass(frozen=True)
class Sheet:
    """`grid` holds the rows as read, the first being row 1 of the sheet."""

    name: str
    grid: list


def read_file(name, content) -> Sheet:
    """The first sheet that holds rows. Raises Refusal for empty, oversized, unreadable and foreign files."""
    if not content:
        raise Refusal(f"文件“{name}”是空的（0字节）。请重新选择文件后上传。")
    if len(content) > MAX_BYTES:
        raise Refusal(
            f"文件“{name}”有{len(content) / 1024 / 1024:.1f}MB，超过{MAX_BYTES // 1024 // 1024}MB。请分成几个文件上传。"
        )
    if content.startswith((_ZIP, _OLE)):
        return _workbook(name, content)
    if content.startswith(_PDF) or b"\x00" in content[:4096]:
        raise Refusal(f"文件“{name}”不是表格文件。请上传 Excel（xlsx、xls）或 CSV 格式的表格。")
    if content.lstrip()[:1] == b"<":
        raise Refusal(f"文件“{name}”是网页改名的表格。请用表格软件打开，另存为 xlsx 后上传。")
    return Sheet("CSV", _csv(name, content))


def _workbook(name, content):
    if content.startswith(_ZIP):
        _check_zip(name, content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for index in range(len(workbook.sheet_names)):
            sheet = workbook.get_sheet_by_index(index)
            if sheet.height > MAX_ROWS or sheet.width > MAX_COLUMNS:
                raise Refusal(
                    f"工作表“{sheet.name}”有{sheet.height}行、{sheet.width}列，超过上限{MAX_ROWS}行、{MAX_COLUMNS}列。请删去多余的行列。"
                )
            grid = sheet.to_python(skip_empty_area=False)
            if any(any(cell not in ("", None) for cell in row) for row in grid):
                return Sheet(sheet.name, grid)
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal(
            f"文件“{name}”打不开，可能已损坏或设有密码。请去掉密码、另存为 xlsx 后重新上传。"
        ) from error
    raise Refusal(f"文件“{name}”里没有任何数据。请填写后重新上传。")


def _check_zip(name, content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inflated = sum(member.file_size for member in archive.infolist())
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise Refusal(f"文件“{name}”已损坏，打不开。请用表格软件重新另存为 xlsx 后上传。") from error
    if inflated > MAX_INFLATED:
        raise Refusal(
            f"文件“{name}”解压后有{inflated // 1024 // 1024}MB，不像正常的表格，没有收下。请另存为新的 xlsx 后上传。"
        )
    if not any(n.startswith(("xl/", "content.xml")) for n in names):
        raise Refusal(f"文件“{name}”是压缩包，不是表格文件。请解压后上传其中的表格。")


def _csv(name, content):
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            decoded = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refusal(f"文件“{name}”的文字编码无法识别。请用表格软件另存为 xlsx 后上传。")
    first = decoded.splitlines()[0] if decoded.strip() else ""
    delimiter = max(",\t;", key=first.count)
    grid = [list(row) for row in csv.reader(io.StringIO(decoded), delimiter=delimiter)]
    if len(grid) > MAX_ROWS:
        raise Refusal(f"文件“{name}”有{len(grid)}行，超过上限{MAX_ROWS}行。请分成几个文件上传。")
    return grid
