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
    """Claim effects of records of one model, each `(key, record, effective_on)`, in few statements. Returns the records newly claimed, in order.

    Raises IntegrityError when another runner claims one of them at the same time; then the caller's transaction is lost.
    """
    claims = list(claims)
    known = keys_known(Effect, [key for key, _, _ in claims])
    fresh = [claim for claim in claims if claim[0] not in known]
    if not fresh:
        return []
    keys, records, days = zip(*fresh, strict=True)
    shared = {
        "duty": duty, "record_type": records[0]._meta.label_lower, "clause": clause, "recorded_at": clock.moment(),
    }  # fmt: skip
    append_columns(Effect, shared, {
        "key": keys, "record_id": [record.id for record in records], "effective_on": days,
        "record_key": [str(record)[:200] for record in records],
    })  # fmt: skip
    return list(records)


def keys_known(model, keys):
    """Those of `keys` that rows of an append-only table bear already."""
    found = set()
    for some in batched(keys, CHUNK):
        found.update(model.objects.filter(key__among=some).order_by().values_list("key", flat=True))
    return found


def append_columns(model, shared, told):
    """Insert rows of an append-only table of the ledger in few statements: `shared` are the same for every row, `told` lists."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    many = len(next(iter(told.values())))
    for start in range(0, many, CHUNK):
        some = {name: values[start : start + CHUNK] for name, values in told.items()}
        these = min(CHUNK, many - start)
        insert_columns(model, fields, [
            database_values(f, some[f.attname] if f.attname in some else [shared[f.attname]] * these) for f in fields
        ])  # fmt: skip
