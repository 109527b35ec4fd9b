"""The abstract row every business model is built on: history, version against stale forms, guarded writes."""

from django.db import models, transaction

from .acting import current_act
from .door import status_is_open
from .errors import StaleForm, StatusOutsideLedger, UnauditedWrite
from .trail import HistoryLine, Trail

__all__ = ["HistoryLine", "Recorded", "RecordedQuerySet", "Trail"]


def has_status(model):
    """Whether rows of this model live under a move table."""
    return any(field.name == "status" for field in model._meta.concrete_fields)


class RecordedQuerySet(models.QuerySet):
    """No set-based writes: `registry.history.bulk` makes them with their history. Nothing is visible unless a model says so."""

    def visible_to(self, user):
        """Rows this user may see. Private by default; each model widens it in one place."""
        return self.none()

    def update(self, **values):
        raise _unaudited("update")

    def bulk_create(self, objs, *args, **kwargs):
        raise _unaudited("bulk_create")

    def bulk_update(self, objs, fields, *args, **kwargs):
        raise _unaudited("bulk_update")

    def delete(self):
        raise UnauditedWrite("业务数据不删除，只作更正或撤销。")


def _unaudited(verb):
    return UnauditedWrite(f"不能用 {verb}() 批量改动业务数据：请用 registry.history.bulk，历史才完整。")


class Recorded(models.Model):
    """A business row. Saved only inside `acting()`; never deleted; refuses a form that has gone stale.

    Raises NoActor, StaleForm (the row changed since it was read) and StatusOutsideLedger.
    """

    version = models.PositiveIntegerField("版本", default=0, editable=False)
    history = Trail()
    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        current_act()
        with transaction.atomic():
            self._guard(kwargs)
            before = self.version
            self.version = before + 1
            try:
                super().save(*args, **kwargs)
            except Exception:
                self.version = before
                raise

    save.alters_data = True

    def delete(self, *args, **kwargs):
        raise UnauditedWrite("业务数据不删除，只作更正或撤销。")

    def _guard(self, kwargs):
        """Lock the stored row and compare it with what this object believes it is."""
        guarded = has_status(type(self))
        stored = self._stored("version", "status") if guarded else self._stored("version")
        if guarded and not status_is_open() and (stored is None or stored["status"] != self.status):
            raise StatusOutsideLedger(f"{self._meta.verbose_name}的状态只能经由 ledger 改变。")
        if stored is not None and stored["version"] != self.version:
            raise StaleForm(
                f"这条{self._meta.verbose_name}在您打开之后已被他人改动，本次没有保存。请刷新页面，核对后重新填写。"
            )
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version"}

    def _stored(self, *names):
        if self.pk is None:
            return None
        rows = type(self)._base_manager.select_for_update().filter(pk=self.pk)
        return rows.values(*names).first()
