"""Timed effects happen once: the database's unique key decides, not good intentions."""

from django.db import IntegrityError, transaction

from registry.history import clock
from registry.history.writing import CHUNK, batched, database_values, insert_columns

from .models import Effect


def once(key, *, duty, record, effective_on, clause="") -> bool:
    """Claim the effect `key` inside the caller's transaction. True the first time, False ever after."""
    if Effect.objects.filter(key=key).exists():
        return False
    try:
        with transaction.atomic():
            Effect.objects.create(
                key=key,
                duty=duty,
                record_type=record._meta.label_lower,
                record_id=record.pk,
                record_key=str(record)[:200],
                effective_on=effective_on,
                clause=clause,
            )
    except IntegrityError:
        return False
    return True


def once_all(claims, *, duty, clause=""):
    """Claim many effects, each `(key, record, effective_on)`, in few statements. Returns the records newly claimed, in order.

    Raises IntegrityError when another runner claims one of them at the same time; then the caller's transaction is lost.
    """
    claims = list(claims)
    known = set()
    for some in batched((key for key, _, _ in claims), CHUNK):
        known |= set(Effect.objects.filter(key__among=some).values_list("key", flat=True))
    fresh = [claim for claim in claims if claim[0] not in known]
    moment = clock.moment()
    rows = [
        {"key": key, "duty": duty, "record_type": record._meta.label_lower, "record_id": record.pk,
         "record_key": str(record)[:200], "effective_on": day, "clause": clause, "recorded_at": moment}
        for key, record, day in fresh
    ]  # fmt: skip
    append_rows(Effect, rows)
    return [record for _, record, _ in fresh]


def append_rows(model, rows):
    """Insert rows of an append-only table of the ledger, given as dicts of all columns, in few statements."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    for some in batched(rows, CHUNK):
        insert_columns(model, fields, [database_values(f, [row[f.attname] for row in some]) for f in fields])
