"""History rows that name the actor even after renames, and the reason and source of every change."""

from functools import cache

from django.db import models
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from .acting import act_or_none


class HistoryLine(models.Model):
    """Columns every history row carries beside simple-history's own."""

    history_username = models.CharField("操作账号", max_length=150, blank=True, default="", db_index=True)
    history_source = models.CharField("来源", max_length=100, blank=True, default="")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        act = act_or_none()
        if act and not self.history_username:
            self.history_username = act.actor.get_username()
            self.history_source = act.source
        super().save(*args, **kwargs)


def _acting_user(instance, request=None, **_):
    act = act_or_none()
    if act:
        return act.actor
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


class Lines(HistoryManager):
    """simple-history makes the class of its manager anew each time `.history` is asked for, a millisecond each."""

    from_queryset = classmethod(cache(HistoryManager.from_queryset.__func__))


class Trail(HistoricalRecords):
    """HistoricalRecords whose user and reason come from the act under way, in a request or in a timer."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("bases", [HistoryLine])
        kwargs.setdefault("get_user", _acting_user)
        kwargs.setdefault("inherit", True)
        kwargs.setdefault("history_manager", Lines)
        super().__init__(*args, **kwargs)

    def get_change_reason_for_object(self, instance, history_type, using):
        act = act_or_none()
        return (act.reason if act else "") or super().get_change_reason_for_object(
            instance, history_type, using
        )
