"""The signature of Standard Webhooks 1.0: HMAC-SHA256 over id, time and body, one per secret that holds. Pure."""

import base64
import hashlib
import hmac

PREFIX = "whsec_"


def written(key: bytes) -> str:
    """A secret as the receiver is told it."""
    return PREFIX + base64.b64encode(key).decode()


def read(secret: str) -> bytes:
    """The key of a written secret. Raises ValueError."""
    return base64.b64decode(secret.removeprefix(PREFIX), validate=True)


def signed(keys, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers; `keys` newest first. `timestamp` in whole seconds since 1970."""
    content = f"{message_id}.{timestamp}.".encode() + body
    told = (base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode() for key in keys)
    return {
        "webhook-id": message_id, "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{one}" for one in told),
    }  # fmt: skip
