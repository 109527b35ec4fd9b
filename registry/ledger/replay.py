"""Two clocks: what a record's status, or that of every record about one business, was on day D, as known on day K."""

from .models import StatusChange


def status_on(record_type, record_id, *, on, known_by=None):
    """The status effective on day `on` as known at instant `known_by` (None: everything known). "" before it began.

    Of the changes that count by `on`, the one written down last holds: a later record with an earlier day corrects.
    """
    rows = StatusChange.objects.filter(record_type=record_type, record_id=record_id, effective_on__lte=on)
    if known_by is not None:
        rows = rows.filter(recorded_at__lte=known_by)
    return rows.order_by("-ordinal").values_list("to_status", flat=True).first() or ""


def statuses_of(subject_code, *, on, known_by=None) -> list[tuple[str, str, str]]:
    """(record type, name, status as of `status_on`) of every record about this business, by one statement.

    In the order in which they entered the ledger; "" for a record that had not begun, or was not known of.
    """
    told, status = ("record_type", "record_id", "record_key", "to_status", "effective_on", "recorded_at"), {}
    for kind, pk, name, to, day, moment in (
        StatusChange.objects.filter(subject_code=subject_code).order_by("position").values_list(*told)
    ):
        counts = day <= on and (known_by is None or moment <= known_by)
        first, before = status.get((kind, pk), (name, ""))
        status[kind, pk] = first, to if counts else before
    return [(kind, *said) for (kind, _), said in status.items()]
