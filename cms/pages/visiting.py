"""Whose request it is: the network address, told by cms/proxies.py."""


def visitor_of(request) -> str:
    """The visitor's network address."""
    return request.META.get("REMOTE_ADDR", "")
