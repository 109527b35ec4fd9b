"""The one audited bulk writer: sets of rows with their history, in one transaction, by the act under way."""

from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from .acting import current_act
from .door import bulk_door


def _columns(act):
    return {"history_username": act.actor.get_username(), "history_source": act.source}


def create_all(objs, *, batch_size=500):
    """Insert rows of one model with their history rows. Returns the saved objects.

    Rows with a status go through `ledger.register_all`, which calls this.
    """
    objs = list(objs)
    if not objs:
        return []
    act = current_act()
    for obj in objs:
        obj.version = 1
    with transaction.atomic(), bulk_door():
        return bulk_create_with_history(
            objs,
            type(objs[0]),
            batch_size=batch_size,
            default_user=act.actor,
            default_change_reason=act.reason,
            custom_historical_attrs=_columns(act),
        )


def update_all(objs, fields, *, batch_size=500):
    """Write `fields` of rows of one model with their history rows. Returns how many rows were matched."""
    objs = list(objs)
    if not objs:
        return 0
    act = current_act()
    for obj in objs:
        obj.version += 1
    with transaction.atomic(), bulk_door():
        return bulk_update_with_history(
            objs,
            type(objs[0]),
            [*fields, "version"],
            batch_size=batch_size,
            default_user=act.actor,
            default_change_reason=act.reason,
            custom_historical_attrs=_columns(act),
        )
