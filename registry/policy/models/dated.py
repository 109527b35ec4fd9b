"""Rows that hold from one day to another."""

from django.db import models
from django.db.models import F, Q

from registry.history.models import RecordedQuerySet


class StaffQuerySet(RecordedQuerySet):
    """The policy is no secret among staff: whoever is signed in may read it; permissions decide the doors."""

    def visible_to(self, user):
        return self if getattr(user, "is_authenticated", False) and user.is_active else self.none()


class DatedQuerySet(StaffQuerySet):
    def in_force(self, on):
        """Rows that hold on day `on`, both ends included."""
        return self.filter(Q(in_force_to__isnull=True) | Q(in_force_to__gte=on), in_force_from__lte=on)


def not_ending_before_start(name):
    return models.CheckConstraint(
        condition=Q(in_force_to__isnull=True) | Q(in_force_to__gte=F("in_force_from")),
        name=name,
        violation_error_message="“停止施行日”早于“开始施行日”。请核对两个日期。",
    )
