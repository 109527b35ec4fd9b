"""Where the files lie: under their own SHA-256, written whole or not at all, read back and compared."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.core.files.storage import storages

from registry.ledger.errors import Refusal


def put(content: bytes) -> str:
    """Store the content once; returns its SHA-256. Raises Refusal when what lies there afterwards is not what was given."""
    name = hashlib.sha256(content).hexdigest()
    path = _path(name)
    if path.is_file() and _sha(path) == name:
        os.utime(path)
        return name
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)
    _settle(path.parent)
    if _sha(path) != name:
        raise Refusal(f"开放数据文件写入后读出来不一致（{name[:12]}…），本版没有发布。请系统管理员检查磁盘。")
    return name


def take(name: str) -> bytes | None:
    """The content, or None where the file is not there or is not what its name says."""
    try:
        content = _path(name).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == name else None


def drop(name: str):
    """Delete a file; twice is once."""
    _path(name).unlink(missing_ok=True)


def names(*, before) -> list[str]:
    """Every file written before a moment."""
    root, limit = Path(storages["open"].location), before.timestamp()
    return [path.name for path in root.glob("??/*") if path.stat().st_mtime < limit]


def _path(name):
    return Path(storages["open"].location) / name[:2] / name


def _sha(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _settle(folder):
    """The name in the folder outlives a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
