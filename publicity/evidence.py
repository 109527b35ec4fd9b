"""Files the public may hand in: known by their content, not by their name. Kept private, never shown."""

import unicodedata
import uuid

from registry.ledger.errors import Refusal

LIMIT_MB = 10
KINDS = {"pdf": (b"%PDF-",), "jpg": (b"\xff\xd8\xff",), "png": (b"\x89PNG\r\n\x1a\n",)}
_WORDS = "PDF、JPG、PNG"


def kind_of_file(start: bytes) -> str:
    """pdf, jpg, png by the first bytes; "" for anything else."""
    return next((kind for kind, heads in KINDS.items() if start.startswith(heads)), "")


def safe_name(name, limit=120) -> str:
    """The name as the sender knows it, without folders, control and direction characters."""
    base = unicodedata.normalize("NFC", str(name or "")).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in base if unicodedata.category(c)[0] != "C").strip(" .")
    return kept[-limit:] or "材料"


def checked_file(file, *, what="证据材料"):
    """The file under a random name with its true ending, and the original name. Raises Refusal."""
    original = safe_name(getattr(file, "name", ""))
    if file.size == 0:
        raise Refusal(f"{what}“{original}”是空文件（0字节），没有收下。请检查后重新选择。")
    if file.size > LIMIT_MB * 1024 * 1024:
        raise Refusal(
            f"{what}“{original}”有{file.size / 1024 / 1024:.1f}MB，超过{LIMIT_MB}MB的上限，没有收下。"
            "请压缩或分开拍摄后重新上传。"
        )
    file.seek(0)
    kind = kind_of_file(file.read(16))
    file.seek(0)
    if not kind:
        raise Refusal(f"{what}“{original}”不是{_WORDS}文件，没有收下。请拍照或另存为其中一种后重新上传。")
    file.name = f"{uuid.uuid4().hex}.{kind}"
    return file, original
