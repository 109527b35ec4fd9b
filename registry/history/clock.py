"""The one place where the clock is read. `today` is for the edges; `moment` stamps records in the ledger."""

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """The calendar day in Asia/Shanghai. Call it only at an edge: view, admin action, task, command."""
    return timezone.localdate()


def moment() -> datetime:
    """The instant a fact is written down (aware). Never decides anything."""
    return timezone.now()


def day_of(instant: datetime) -> date:
    """The calendar day in Asia/Shanghai on which an instant fell. Reads no clock."""
    return timezone.localdate(instant)


def here(instant: datetime) -> datetime:
    """An instant as the clocks of the county show it (+08:00). Reads no clock."""
    return timezone.localtime(instant)
