"""Private files as they lie on the disk: each one encrypted, with a key kept apart from files and database (trust UPL-4).

AES-256-GCM under a key of its own per file, drawn (HKDF-SHA256) from the house's key and the file's salt. A file without
our mark was written before this and is read as it is.
"""

import base64
import os
import secrets
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage

from .errors import Refusal

MARK = b"XBDF1\n"
SALT, NONCE, TAG, KEY = 16, 12, 16, 32
OVERHEAD = len(MARK) + SALT + NONCE + TAG
_INFO = b"xinbaodai private file"


class Locked(Refusal, FileNotFoundError):
    """The bytes are there and cannot be read: another key, or changed on the disk."""


def house_key() -> bytes:
    """The 32 bytes in `settings.FILE_KEY_FILE`; outside production they are made when they are not there. Raises Locked."""
    path = Path(settings.FILE_KEY_FILE)
    if not settings.PRODUCTION and not path.is_file():
        make_key_file(path)
    return read_key_file(path)


def read_key_file(path) -> bytes:
    """Raises Locked when the file is not there, not readable or holds no key."""
    try:
        return _read(str(path), Path(path).stat().st_mtime_ns)
    except (OSError, ValueError) as error:
        raise Locked(
            "存放文件用的密钥不存在、无法读取或不是32字节的密钥，文件不能存取。"
            "请系统管理员用 manage.py make_file_key 生成或从备份取回，并在环境变量 FILE_KEY_FILE 中写明它的路径。"
        ) from error


@lru_cache(maxsize=4)
def _read(path, changed):
    key = base64.urlsafe_b64decode(Path(path).read_text().strip())
    if len(key) != KEY:
        raise ValueError(path)
    return key


def make_key_file(path):
    """Write a new key, readable by its owner only (0600). A key that is there is never overwritten."""
    path = Path(path)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(base64.urlsafe_b64encode(secrets.token_bytes(KEY)))
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def locked(content: bytes) -> bytes:
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    return b"".join((MARK, salt, nonce, _cipher(salt).encrypt(nonce, content, MARK)))


def unlocked(held: bytes, name="") -> bytes:
    """The content as it was given in. Raises Locked."""
    if not held.startswith(MARK):
        return held
    salt, nonce = held[len(MARK) : len(MARK) + SALT], held[len(MARK) + SALT : len(MARK) + SALT + NONCE]
    try:
        return _cipher(salt).decrypt(nonce, held[len(MARK) + SALT + NONCE :], MARK)
    except (InvalidTag, ValueError) as error:
        raise Locked(
            f"文件“{name}”解不开：密钥不是存放时的那一枚，或者内容被改动过。请系统管理员核对 FILE_KEY_FILE，从备份恢复文件。"
        ) from error


def _cipher(salt):
    return AESGCM(HKDF(SHA256(), KEY, salt, _INFO).derive(house_key()))


class LockedStorage(FileSystemStorage):
    """Files are whole in memory while they are written or read (30 MB at most); nothing in clear touches the disk."""

    def _save(self, name, content):
        content.open("rb") if getattr(content, "closed", False) else content.seek(0)
        return super()._save(name, ContentFile(locked(content.read())))

    def _open(self, name, mode="rb"):
        if "w" in mode:
            return _Writing(self, name)
        return _Reading(self, name)

    def content_of(self, name) -> bytes:
        """The content in clear. Raises Locked, FileNotFoundError."""
        with super()._open(name, "rb") as file:
            return unlocked(file.read(), name)

    def size(self, name):
        """Bytes of the content, not of what lies on the disk."""
        with super()._open(name, "rb") as file:
            marked = file.read(len(MARK)) == MARK
        return super().size(name) - OVERHEAD * marked


class _Reading(File):
    """What lies there, in clear in memory; opened again after it was closed, it is read again."""

    def __init__(self, storage, name):
        super().__init__(BytesIO(storage.content_of(name)), name=name)
        self.storage = storage

    def open(self, mode="rb"):
        if self.closed:
            self.file = BytesIO(self.storage.content_of(self.name))
        self.seek(0)
        return self


class _Writing(File):
    """What is written in place of a file; it lies there, encrypted, once closed."""

    def __init__(self, storage, name):
        super().__init__(BytesIO(), name=name)
        self.path = Path(storage.path(name))

    def close(self):
        if not self.closed:
            self.path.write_bytes(locked(self.file.getvalue()))
        super().close()
