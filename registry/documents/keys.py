"""The office's Ed25519 key: kept in a file outside the database and the source, made on first need, known by its id.

A new file is a new key; every public key that ever signed stays published, so that old papers can still be checked.
"""

import base64
import hashlib
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from registry.history.errors import Refusal

_RAW = serialization.Encoding.Raw, serialization.PublicFormat.Raw
_PEM = serialization.Encoding.PEM


def signing_key() -> Ed25519PrivateKey:
    """The key in force, from `settings.SIGNING_KEY_FILE`; outside production it is made when it is not there."""
    path = Path(settings.SIGNING_KEY_FILE)
    if not path.is_file() and not settings.PRODUCTION:
        make_key_file(path)
    return read_key_file(path)


def read_key_file(path) -> Ed25519PrivateKey:
    """The private key in a PEM file. Raises Refusal when it is not there, not readable or another kind of key."""
    try:
        return _read(str(path), Path(path).stat().st_mtime_ns)
    except (OSError, ValueError, TypeError) as error:
        raise Refusal(
            "签名密钥文件不存在、无法读取或不是Ed25519密钥，文书不能签发。"
            "请系统管理员用 manage.py make_signing_key 生成，并在环境变量 SIGNING_KEY_FILE 中写明它的路径。"
        ) from error


@lru_cache(maxsize=4)
def _read(path, changed):
    key = serialization.load_pem_private_key(Path(path).read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(path)
    return key


def make_key_file(path):
    """Write a new private key, readable by its owner only (0600). A key that is there is never overwritten."""
    path = Path(path)
    text = Ed25519PrivateKey.generate().private_bytes(
        _PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def encoded(raw: bytes) -> str:
    """base64url without padding, as in JWK (RFC 7515)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def public_part(key: Ed25519PrivateKey) -> str:
    return encoded(key.public_key().public_bytes(*_RAW))


def key_id(public: str) -> str:
    """The first 16 hexadecimal digits of SHA-256 of the raw public key."""
    return hashlib.sha256(decoded(public)).hexdigest()[:16]


def pem(public: str) -> bytes:
    """The public key as PEM, for OpenSSL."""
    key = Ed25519PublicKey.from_public_bytes(decoded(public))
    return key.public_bytes(_PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def holds(public: str, statement: str, signature: str) -> bool:
    """Whether the signature is this key's over this statement."""
    try:
        Ed25519PublicKey.from_public_bytes(decoded(public)).verify(decoded(signature), statement.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
