"""The one form of a text that is hashed and signed: canonical JSON (sorted keys, no blanks), SHA-256. Pure."""

import hashlib
import json


def canonical_json(content) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
