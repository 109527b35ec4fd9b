"""Reminders about open questions: one for all that a body owes by the same day, before and after it, once each (R26, R61)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Min

from registry.ledger.effects import once
from registry.ledger.models import Effect

from .rules import reminder_due


@dataclass(frozen=True)
class Reminder:
    """Questions `owed()` with `asked_on` and `due_on`, told together where `by` and the due day are the same."""

    duty: str
    clause: str
    by: tuple[str, ...]
    owed: Callable

    def due(self, today):
        """The first question of each group whose newest reminder has not been sent."""
        keys = {group["first"]: self._come(group, today)[0] for group in self._groups(self.owed())}
        wanted = {key for key in keys.values() if key}
        sent = set(Effect.objects.filter(key__in=wanted).values_list("key", flat=True))
        return (
            self.owed()
            .filter(pk__in=[pk for pk, key in keys.items() if key and key not in sent])
            .order_by("pk")
        )

    def claim(self, record, today):
        """(key, words about the time left, days from the due day, how many are open) of the reminder that has come.

        None when it was sent before. To be called in the transaction that sends it.
        """
        same = self.owed().filter(pk=record.pk).values(*self.by, "due_on").get()
        (group,) = self._groups(self.owed().filter(**same))
        key, offset, day = self._come(group, today)
        if not once(key, duty=self.duty, record=record, effective_on=day, clause=self.clause):
            return None
        left = f"还有{-offset}天到期" if offset < 0 else f"已过期{offset}天"
        return key, left, offset, self.owed().filter(**same).count()

    def _groups(self, rows):
        return rows.order_by().values(*self.by, "due_on").annotate(first=Min("pk"), asked=Min("asked_on"))

    def _come(self, group, today):
        come = reminder_due(group["due_on"], group["asked"], today)
        if come is None:
            return None, None, None
        return ":".join(
            [self.duty, *(str(group[name]) for name in self.by), f"{group['due_on']:%Y%m%d}", str(come[0])]
        ), *come
