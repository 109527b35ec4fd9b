"""Running deadlines under a changed calendar: a later end waits for a second person, an earlier one is never taken.

R29, R69, domain §4.4. A room with deadlines in working days registers each kind once, from AppConfig.ready.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps

from registry.history.errors import Refusal
from registry.policy.calendars import authority, current_calendar
from registry.policy.dates import written
from registry.policy.open_windows import OpenWindow, register_windows
from registry.policy.reached import Reached, by_workdays
from registry.policy.workdays import Calendar, Window

from .acts import Act, register_act
from .models import Proposal
from .proposing import propose

EXTEND = "extend_window"
RIGHT = "policy.add_calendarday"


@dataclass(frozen=True)
class Running:
    """One kind of deadline. `rows(today)` still run; `window(row, calendar)` counts by the rules fixed at its start.

    `extend(row, window, *, actor, today, reason, because)` takes the later end (`because` is for the public);
    `counted_before(row)` gives the marks shown so far, where they are kept.
    """

    model: str
    title: str
    rows: Callable[[date], Iterable[Any]]
    window: Callable[[Any, Calendar], Window]
    ends_on: Callable[[Any], date]
    provisional: Callable[[Any], bool]
    extend: Callable[..., Any]
    counted_before: Callable[[Any], dict] = lambda row: {}


_KINDS: dict[str, Running] = {}


def register_running(kind: Running) -> None:
    _KINDS[kind.model] = kind
    register_windows(kind.model, lambda today: (_open(kind, row) for row in kind.rows(today)))


def _open(kind, row):
    window = kind.window(row, current_calendar())
    return OpenWindow(
        f"{kind.title}：{row}", window.start, window.total, False, kind.ends_on(row), row,
        lambda calendar: kind.window(row, calendar), kind.provisional(row),
    )  # fmt: skip


def kind_of(record) -> Running:
    return _KINDS[record._meta.label_lower]


def later_end(record) -> date | None:
    """The later end the calendar as it stands calls for, or None."""
    kind = kind_of(record)
    end = kind.window(record, current_calendar()).end
    return end if end > kind.ends_on(record) else None


def must_not_be_later(record) -> list[str]:
    """A sentence while an extension is called for and not approved: nothing that waits for the end may be done."""
    end, kind = later_end(record), kind_of(record)
    if end is None:
        return []
    return [
        f"工作日历已修订，“{record}”的{kind.title}应顺延至{written(end)}，现登记为{written(kind.ends_on(record))}。"
        "请先在“待批事项”中批准顺延。"
    ]


def called_for(today) -> list:
    """Records whose certain end the calendar has moved later and nobody has adopted yet."""
    calendar = current_calendar()
    rows = ((kind, row) for kind in _KINDS.values() for row in kind.rows(today) if not kind.provisional(row))
    return [row for kind, row in rows if kind.window(row, calendar).end > kind.ends_on(row)]


def made_certain(today) -> list:
    """Records with a provisional end whose years have been arranged meanwhile."""
    calendar = current_calendar()
    rows = ((kind, row) for kind in _KINDS.values() for row in kind.rows(today) if kind.provisional(row))
    return [row for kind, row in rows if not kind.window(row, calendar).provisional]


def unproposed(today) -> list:
    """Of those called for, the ones for which nothing waits."""
    waiting = set(Proposal.objects.waiting(today).filter(act=EXTEND).values_list("record_type", "record_id"))
    return [row for row in called_for(today) if (row._meta.label_lower, row.pk) not in waiting]


def propose_extensions(*, actor, today) -> list[Proposal]:
    """Propose every extension the calendar now calls for, in the name of whoever changed it."""
    return [propose_extension(row, actor=actor, today=today) for row in unproposed(today)]


def propose_extension(record, *, actor, today, reason="") -> Proposal:
    """Propose the later end. Raises Refusal when the calendar calls for none."""
    kind = kind_of(record)
    window = kind.window(record, current_calendar())
    if window.end <= kind.ends_on(record):
        raise Refusal(f"按现行日历，“{record}”的{kind.title}不需要顺延。")
    because = authority(window, kind.counted_before(record))
    why = "；".join(part for part in (reason.strip(), f"因{because}，按新日历重新计算") if part)
    return propose(EXTEND, record, actor=actor, today=today, reason=why, ends_on=window.end, because=because)


def make_certain(record, *, actor, today):
    """Take the certain end of a provisional deadline: the one told or a later one."""
    kind = kind_of(record)
    window = kind.window(record, current_calendar())
    because = authority(window, kind.counted_before(record))
    return kind.extend(
        record, window, actor=actor, today=today, reason="节假日安排已录入，核定暂定的期限", because=because
    )


def new_end(proposal) -> list[Reached]:
    """How the end a proposed extension asks for is reached under the calendar as it stands."""
    kind = _KINDS.get(proposal.record_type)
    record = apps.get_model(kind.model)._base_manager.filter(pk=proposal.record_id).first() if kind else None
    if record is None:
        return []
    window = kind.window(record, current_calendar())
    rule = f"自{written(window.start)}起算，满{window.total}个工作日，最后一日24时届满。"
    return [by_workdays(f"{kind.title}截止日（按现行日历）", rule, window)]


def register_acts():
    """Called once from AppConfig.ready."""
    register_act(Act(EXTEND, "顺延期限", RIGHT, RIGHT, _extend, _lines, clause="R29 R69", by_timer=True))


def _extend(record, arguments, *, actor, today, reason):
    kind = kind_of(record)
    window = kind.window(record, current_calendar())
    if window.end != arguments["ends_on"]:
        raise Refusal(
            f"提出顺延之后日历又有变动：“{record}”的{kind.title}按现行日历至{written(window.end)}，提出的是"
            f"{written(arguments['ends_on'])}。请驳回这一件，重新提出。"
        )
    return kind.extend(record, window, actor=actor, today=today, reason=reason, because=arguments["because"])


def _lines(record, arguments):
    kind = kind_of(record)
    old, new = written(kind.ends_on(record)), written(arguments["ends_on"])
    public = f"原定{old}，因{arguments['because']}，顺延至{new}。"
    return [(f"{kind.title}截止日", old, new), ("公开说明", "—", public)]
