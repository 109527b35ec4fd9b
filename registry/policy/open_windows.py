"""Windows counted in working days that are still running, told by the rooms above, so that a new calendar can say
which of them it would move. A room above calls `register_windows` once when the project starts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from .dates import written
from .workdays import Calendar, Window


@dataclass(frozen=True)
class OpenWindow:
    """A running window: what it is called, when it was published, how it was counted, when it ends as announced.

    `tentative` while its end is only provisional. `record` is the row it belongs to; `count` counts it where more than start and number decides.
    """

    label: str
    start: date
    workdays: int
    count_first: bool
    end: date
    record: Any = None
    count: Callable[[Calendar], Window] | None = None
    tentative: bool = False


@dataclass(frozen=True)
class MovedWindow:
    """What a calendar makes of a running window. An announced end is never brought forward (domain §4.4)."""

    window: OpenWindow
    end: date
    provisional: bool

    @property
    def earlier(self) -> bool:
        return self.end < self.window.end


_SOURCES: dict[str, Callable[[date], Iterable[OpenWindow]]] = {}


def register_windows(name: str, running: Callable[[date], Iterable[OpenWindow]]) -> None:
    """`running(today)` gives the windows of one kind that are still open; `name` keeps a second call harmless."""
    _SOURCES[name] = running


def moved_windows(calendar: Calendar, today: date) -> list[MovedWindow]:
    """The running windows whose end under `calendar` differs from the one announced."""
    running = (window for source in _SOURCES.values() for window in source(today))
    moved = (_under(calendar, window) for window in running)
    return [move for move in moved if move.end != move.window.end]


def _under(calendar, window):
    if window.count:
        counted = window.count(calendar)
    else:
        counted = calendar.window(window.start, window.workdays, count_first=window.count_first)
    return MovedWindow(window, counted.end, counted.provisional)


def told(move: MovedWindow) -> tuple[str, str, str]:
    """(what, end as announced, what the calendar makes of it), in words; an earlier end is said not to be taken."""
    state = "（暂定）" if move.provisional else ""
    if move.earlier:
        after = f"按新安排为{written(move.end)}{state}；期限不缩短，维持原定"
    elif move.window.tentative:
        after = f"原为暂定，核定为{written(move.end)}{state}"
    else:
        after = f"顺延至{written(move.end)}{state}，须另一人批准"
    return move.window.label, written(move.window.end), after
