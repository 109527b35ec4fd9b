"""Asking the declaration. Pure."""

from collections.abc import Iterable

from .levels import Level
from .tables import TABLES


def level_of(label, field, audiences: Iterable[str]) -> Level:
    """The most that any of the audiences reads of a field. What is not declared is nobody's: NONE."""
    found = TABLES.get(label)
    who = found.fields.get(field, {}) if found else {}
    return max((who.get(audience, Level.NONE) for audience in audiences), default=Level.NONE)


def owner_of(label) -> str:
    """The column of the institution a row belongs to; "" where every row in sight may be read as declared."""
    found = TABLES.get(label)
    return found.owner if found else ""


def public_fields(label) -> list[str]:
    """Fields of which the public reads anything at all."""
    return [name for name in TABLES[label].fields if level_of(label, name, ("public",)) > Level.NONE]


def allowed(label, *names, partly=()) -> tuple[str, ...]:
    """`names` as they are, when the public may read each of them; those in `partly` only abridged.

    Raises LookupError at import for a field outside the allow-list: it cannot be published by mistake (trust PRV-1).
    """
    for name in (*names, *partly):
        least = Level.PARTLY if name in partly else Level.FULL
        if level_of(label, name, ("public",)) < least:
            raise LookupError(f"“{label}”的“{name}”不在公开的栏目之内，见 registry/policy/disclosure。")
    return (*names, *partly)
