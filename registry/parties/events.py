"""Writing down who came in and what was refused; the edges say where from."""

import hashlib
from ipaddress import ip_address, ip_network

from .models import AccessEvent, User


def note(kind, *, user=None, account="", what="", address="", device=""):
    """Append one AccessEvent. An `account` that is nobody's is kept as a digest only."""
    if user is None and account:
        user = User.objects.filter(username=account).first()
    return AccessEvent.objects.create(
        kind=kind, user=user, account_key=digest(account or (user.username if user else "")), what=what[:200],
        network=network_of(address), device=device,
    )  # fmt: skip


def digest(text) -> str:
    """Sixteen hexadecimal characters of SHA-256; "" for nothing."""
    return hashlib.sha256(text.strip().lower().encode()).hexdigest()[:16] if text else ""


def network_of(address) -> str:
    """The address cut to its network: /24 of IPv4, /48 of IPv6; "" when it is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))
