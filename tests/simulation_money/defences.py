"""What keeps a thing from being done twice, each guard lifted by itself: any one that is left must be enough."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from registry.lending.collecting import tasks
from registry.lending.models import CollectionTask, LadderStep

from .bugs import lending, on_duty


@dataclass(frozen=True)
class Guarded:
    """`guards` are {name: lift(m)}; with all of them lifted one of `kinds` must be seen."""

    name: str
    guards: dict[str, Callable[[Any], None]]
    kinds: frozenset


def _claimed_anew(room):
    """Every claim of an effect has a key of its own: nothing is known to have been done."""

    def lift(m):
        right, numbers = room.once, count()
        m.setattr(room, "once", lambda key, **given: right(f"{next(numbers)}#{key}", **given))

    return lift


def _all_late_listed(m):
    unpaid = CollectionTask.objects.filter(step__obligatory=True, episode__status__in=("open", "day60"))
    on_duty(m, lending, tasks.LATE, due=lambda today: list(unpaid.filter(due_on__lt=today)))


def _raised_unasked(m):
    """Every step whose day has come is taken for one not raised yet."""

    def raise_steps(episode, *, actor, today):
        for step in LadderStep.objects.in_force(today).filter(day__lte=(today - episode.unpaid_since).days):
            tasks._raise(episode, step, actor, today)

    on_duty(m, lending, tasks.RAISE, act=raise_steps)


GUARDED = (
    Guarded("told late", {"list": _all_late_listed, "claim": _claimed_anew(tasks)}, frozenset({"double"})),
    Guarded(
        "step raised", {"asked": _raised_unasked, "claim": _claimed_anew(tasks)},
        frozenset({"failed"}),  # the database's own key is the last to hold
    ),
)  # fmt: skip
