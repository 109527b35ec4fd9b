"""The one audited bulk writer: sets of rows with their history, in one transaction, by the act under way."""

from operator import attrgetter

from django.db import transaction

from . import clock, writing
from .acting import current_act
from .door import status_is_open
from .errors import StatusOutsideLedger
from .models import has_status


def create_all(objs):
    """Insert rows of one model with their history rows, in few statements. Returns the saved objects, `pk` set.

    Rows with a status go through `ledger.register_all`, which calls this.
    """
    objs = list(objs)
    if not objs:
        return []
    act, model = current_act(), type(objs[0])
    if has_status(model) and not status_is_open():
        raise StatusOutsideLedger("带状态的记录只能经由 ledger.register_all 批量登记。")
    for obj in objs:
        obj.version = 1
    with transaction.atomic():
        writing.insert(objs)
        _remember(model, _ids(objs), act, "+")
    return objs


def create_columns(model, columns):
    """As `create_all`, for rows given as {column: values} that nobody needs as objects; defaults for the other columns.

    Each list holds as many values as there are rows to be written. Returns their keys, in order.
    """
    many = len(next(iter(columns.values())))
    if has_status(model) and not status_is_open():
        raise StatusOutsideLedger("带状态的记录只能经由 ledger.register_columns 批量登记。")
    given = {"version": [1] * many} | columns
    with transaction.atomic():
        ids = writing.insert_rows(model, {
            field: given.get(field.attname) or [field.get_default()] * many
            for field in model._meta.concrete_fields if not field.primary_key
        })  # fmt: skip
        _remember(model, ids, current_act(), "+")
    return ids


def update_all(objs, fields):
    """Write `fields` of rows of one model with their history rows. Returns how many rows were written.

    Raises StaleForm when one of them was changed since it was read; then nothing is written.
    """
    objs = list(objs)
    if not objs:
        return 0
    act, model = current_act(), type(objs[0])
    if "status" in fields and not status_is_open():
        raise StatusOutsideLedger("状态只能经由 ledger.perform 改变。")
    for obj in objs:
        obj.version += 1
    with transaction.atomic():
        done = writing.update(objs, [model._meta.get_field(name) for name in fields])
        _remember(model, _ids(objs), act, "~")
    return done


def _ids(objs):
    return list(map(attrgetter(type(objs[0])._meta.pk.attname), objs))


def _remember(model, ids, act, kind):
    writing.copy_history(
        model, ids,
        {
            "history_date": clock.moment(), "history_type": kind, "history_user_id": act.actor.pk,
            "history_username": act.actor.get_username(), "history_source": act.source,
            "history_change_reason": act.reason or None,
        },
    )  # fmt: skip
