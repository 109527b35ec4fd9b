"""What may be handed in as a file: PDF, pictures and Office files, by name and by content, up to 10 MB. Pure."""

import io
import re
import unicodedata
import zipfile

LIMIT = 10 * 1024 * 1024
_MEMBERS = 2000
_UNPACKED = 100 * 1024 * 1024
_MAGIC = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_ALLOWED = "PDF、JPG、PNG、DOCX、XLSX"


def extension(name: str) -> str:
    """The lower-case ending without its dot; "" when there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def safe_name(name: str) -> str:
    """The name a person gave the file: last part, no control or invisible characters, at most 120 long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name or ""))[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip() or "未命名"
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:110]}{dot}{ending[:9]}" if dot else plain[:120]


def size_problems(name: str, size: int) -> list[str]:
    """Empty and oversized files, told before the content is read."""
    if size <= 0:
        return [f"文件“{name}”是空的。请重新选择文件后上传。"]
    if size > LIMIT:
        return [f"文件“{name}”大小为{size / 1024 / 1024:.1f}MB，超过10MB。请压缩或拆分后重新上传。"]
    return []


def file_problems(name: str, content: bytes) -> list[str]:
    """Why this file is not accepted: size, ending, or a content that is something else than the ending says."""
    found = size_problems(name, len(content))
    if found:
        return found
    ending = extension(name)
    if ending not in _MAGIC and ending not in _OFFICE:
        told = f"“.{ending}”" if ending else "没有扩展名"
        return [f"文件“{name}”的类型是{told}，只接受{_ALLOWED}。请转换格式后重新上传。"]
    fits = content.startswith(_MAGIC[ending]) if ending in _MAGIC else _is_office(ending, content)
    if fits:
        return _unpacked_problems(name, content) if ending in _OFFICE else []
    return [
        f"文件“{name}”的内容与扩展名“.{ending}”不符，或文件已损坏、加密、含有宏。"
        f"请用原软件重新另存为{ending.upper()}后上传。"
    ]


def _unpacked_problems(name, content):
    """A small file that is a large one when opened is read by nobody: its directory tells the size, and no reader goes past it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size <= _UNPACKED:
        return []
    return [
        f"文件“{name}”解开后有{size // 1024 // 1024}MB，超过100MB，不像正常的文档。请删去多余的内容，另存后重新上传。"
    ]


def _is_office(ending, content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [member.filename for member in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return len(names) <= _MEMBERS and _OFFICE[ending] in names and not macros
