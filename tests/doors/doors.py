"""The doors themselves: every address of the resolver, and how one of them is filled in."""

import re

from django.urls import URLResolver, get_resolver

ADMIN_DOORS = (
    "changelist",
    "add",
    "history",
    "delete",
    "change",
    "step",
    "simple_history",
    "file",
    "export",
    "paper",
    "word",
)


def addresses(resolver=None, prefix="", spaces=()):
    """Every address as (name with its namespaces, route). Unnamed ones carry their namespace only."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from addresses(pattern, route, inner)
        else:
            yield ":".join((*spaces, pattern.name or "")), route


def register_door(name):
    """(`app.model`, door) of an address of a register, or None."""
    found = re.fullmatch(rf"admin:([a-z]+)_([a-z]+)_({'|'.join(ADMIN_DOORS)})", name)
    return (f"{found[1]}.{found[2]}", found[3]) if found else None


def filled(route, values):
    """The route with each `<converter:name>` replaced from `values` (by name, then by converter)."""

    def value(match):
        converter, _, name = match[1].rpartition(":")
        return str(values[name] if name in values else values[converter])

    return "/" + re.sub(r"<([^>]+)>", value, route.replace("^", "").replace("$", ""))
