"""Windows counted in working days that are still running, told by the rooms above, so that a new calendar can say
which of them it would move. A room above calls `register_windows` once when the project starts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from .workdays import Calendar


@dataclass(frozen=True)
class OpenWindow:
    """A running window: what it is called, when it was published, how it was counted, when it ends as announced."""

    label: str
    start: date
    workdays: int
    count_first: bool
    end: date


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
    counted = calendar.window(window.start, window.workdays, count_first=window.count_first)
    return MovedWindow(window, counted.end, counted.provisional)
