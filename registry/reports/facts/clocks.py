"""The two clocks of a report, and how registers are read by both (design §3; registry/ledger/replay.py, for sets)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from registry.ledger.models import StatusChange


@dataclass(frozen=True)
class At:
    """As of the end of day `on`, as known at the end of day `known` (None: everything that is known now)."""

    on: date
    known: date | None = None

    @property
    def until(self) -> datetime:
        """The first instant that no longer counts as known."""
        return timezone.make_aware(datetime.combine(self.known + timedelta(days=1), time.min))

    def moved(self, day: date) -> "At":
        """The same knowledge, another day."""
        return At(day, self.known)


def status_at(label: str, at: At, key="id") -> Subquery:
    """The status on that day, as known then, of the record named by `key` of the outer query; NULL before it began."""
    changes = StatusChange.objects.filter(record_type=label, record_id=OuterRef(key), effective_on__lte=at.on)
    if at.known:
        changes = changes.filter(recorded_at__lt=at.until)
    return Subquery(changes.order_by("-ordinal").values("to_status")[:1])


def known_rows(rows, at: At):
    """`rows` as they stood in the knowledge of that day: themselves, or their last history rows of then."""
    if not at.known:
        return rows.order_by()
    ids = rows.order_by().values("id")
    return versions(rows.model, at).filter(id__in=ids)


def versions(model, at: At):
    """The last history row of each row of `model` as known on `at.known`."""
    history = model.history.model._base_manager.filter(history_date__lt=at.until)
    later = history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    return history.filter(~Exists(later)).order_by()
