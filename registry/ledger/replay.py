"""Two clocks: what a record's status was on day D, as known on day K."""

from .models import StatusChange


def status_on(record_type, record_id, *, on, known_by=None):
    """The status effective on day `on` as known at instant `known_by` (None: everything known). "" before it began.

    Of the changes that count by `on`, the one written down last holds: a later record with an earlier day corrects.
    """
    rows = StatusChange.objects.filter(record_type=record_type, record_id=record_id, effective_on__lte=on)
    if known_by is not None:
        rows = rows.filter(recorded_at__lte=known_by)
    return rows.order_by("-ordinal").values_list("to_status", flat=True).first() or ""
