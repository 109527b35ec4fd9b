"""Timed duties of proposals: what nobody decided in its days lapses; what a new calendar calls for is proposed."""

from registry.policy.calendars import current_calendar

from ..duties import Duty
from ..effects import once
from . import extending
from .deciding import expire
from .models import Proposal


def lapsed(today):
    return Proposal.objects.filter(status="open", expires_on__lt=today).order_by("id")


def _certain(record, *, actor, today):
    """Once per record and calendar."""
    if _first(record, "certain", current_calendar().version, "confirm_deadlines", today):
        extending.make_certain(record, actor=actor, today=today)


def _propose(record, *, actor, today):
    """Once per record and end: what was refused is not proposed again by itself."""
    if _first(record, "extend", extending.later_end(record), "propose_extensions", today):
        extending.propose_extension(record, actor=actor, today=today)


def _first(record, what, which, duty, today):
    key = f"{record._meta.label_lower}:{record.pk}:{what}:{which}"
    return once(key, duty=duty, record=record, effective_on=today, clause="R29 R69")


DUTIES = (
    Duty("expire_proposals", "待批事项过期作废", "R69", lapsed, expire),
    Duty("confirm_deadlines", "核定暂定的期限", "R29 R69", extending.made_certain, _certain),
    Duty("propose_extensions", "按新日历提出顺延", "R29 R69", extending.unproposed, _propose),
)
