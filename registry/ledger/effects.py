"""Timed effects happen once: the database's unique key decides, not good intentions."""

from django.db import IntegrityError, transaction

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
