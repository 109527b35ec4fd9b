"""Which kinds of acts rest on an overdue episode. Rooms above add theirs from AppConfig.ready, as data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Act:
    """One act that rests on an episode. It is judged by `judged_on` (default: its own day); `held_by` says what else
    carries it, "" when nothing does."""

    record: Any
    label: str
    day: date
    held_by: str = ""
    judged_on: date | None = None


@dataclass(frozen=True)
class Kind:
    """`undoing` is the verb a person reads, "" where nothing is to be taken back.

    `acts(episode)` lists the acts in force; `draft(record, episode, today)` is the paper (title, body) or None;
    `carry_out(countermand, record, *, actor, today, reason, because)` takes the act back and returns the paper, or None;
    `gone(record)` says whether the act is taken back already. `banks`: the bank of the loan knows of it.
    """

    name: str
    undoing: str
    acts: Callable[[Any], Iterable[Act]]
    carry_out: Callable[..., Any] | None = None
    draft: Callable[..., Any] = lambda record, episode, today: None
    gone: Callable[[Any], bool] = lambda record: False
    banks: bool = False
    order: int = 0


_KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> Kind:
    """Add a kind; the same name again replaces it (reloading is harmless)."""
    _KINDS[kind.name] = kind
    return kind


def kind_of(name) -> Kind:
    return _KINDS[name]


def acts_on(episode):
    """(kind, act) of everything in force that rests on the episode, in the order in which it was done."""
    found = [(kind, act) for kind in _KINDS.values() for act in kind.acts(episode)]
    return sorted(found, key=lambda pair: (pair[1].day, pair[0].order))
