"""How punctual each bank is, counted from the rows a person may see; and which notes a period's ledger left out."""

from django.db.models import Count, Exists, OuterRef, Q

from ..models import LoanNote, Position, SilentMaturity

NAMED = 20


def punctuality(periods, silences) -> list[dict]:
    """One line per bank of `periods`: begun, due, in time, nil, late in coming, not come, excused; silent loans now and ever."""
    counts = {name: Count("pk", filter=Q(status=name)) for name in periods.model.TABLE.states}
    rows = periods.order_by().values("bank", "bank__name", "bank__order").annotate(all=Count("pk"), **counts)
    told = (
        silences.order_by()
        .values("bank")
        .annotate(ever=Count("pk"), now=Count("pk", filter=Q(status="open")))
    )
    silent = {row["bank"]: row for row in told}
    empty = {"ever": 0, "now": 0}
    lines = sorted(rows, key=lambda row: (row["bank__order"], row["bank__name"]))
    return [row | {"silent": silent.get(row["bank"], empty)} for row in lines]


def left_out(period) -> list[str]:
    """Numbers of live notes of the bank that a received period does not speak of, and how many there are beyond the first."""
    days = period.starts_on, period.ends_on
    told = Position.objects.standing().filter(note=OuterRef("pk"), as_of__range=days)
    notes = LoanNote.objects.filter(bank=period.bank_id, start_on__lte=period.as_of or period.ends_on).live()
    numbers = list(notes.filter(~Exists(told)).order_by("note_no").values_list("note_no", flat=True))
    more = [f"另有{len(numbers) - NAMED}笔"] if len(numbers) > NAMED else []
    return numbers[:NAMED] + more


def silences_of(user):
    return SilentMaturity.objects.visible_to(user)
