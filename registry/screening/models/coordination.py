"""Coordination meetings of the member bodies and the tasks they give (R53)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet

from .meeting import private_storage


class CoordinationQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Who reads the registry: all. A member body: the meetings it took part in."""
        from registry.parties.access import reach

        scope = reach(user)
        if scope.sees_registry:
            return self
        return self.filter(attendances__institution_id__in=scope.institutions).distinct()


class CoordinationMeeting(Recorded):
    """One meeting of the coordination mechanism, with its minutes as text or file."""

    title = models.CharField("会议名称", max_length=120)
    held_on = models.DateField("会议日期")
    place = models.CharField("地点", max_length=120, blank=True)
    minutes = models.TextField("会议纪要", blank=True)
    minutes_file = models.FileField(
        "纪要文件", storage=private_storage, upload_to="coordination/%Y", max_length=200, blank=True
    )
    minutes_file_name = models.CharField("纪要文件名", max_length=200, blank=True)
    objects = CoordinationQuerySet.as_manager()

    class Meta:
        verbose_name = "协商议事会议"
        verbose_name_plural = "协商议事会议"
        ordering = ["-held_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["title", "held_on"], name="uq_coordination_meeting")]

    def __str__(self):
        return f"{self.title}（{self.held_on:%Y年%m月%d日}）"


class AttendanceQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        return self.filter(meeting__in=CoordinationMeeting.objects.visible_to(user))


class CoordinationAttendance(Recorded):
    """One body that took part."""

    meeting = models.ForeignKey(
        CoordinationMeeting, models.PROTECT, related_name="attendances", verbose_name="会议"
    )
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="参会单位"
    )
    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "参会单位"
        verbose_name_plural = "参会单位"
        ordering = ["institution__order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "institution"], name="uq_coordination_attendance")
        ]

    def __str__(self):
        return str(self.institution)


class TaskQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Who reads the registry: all. Others: what their own body has to do."""
        from registry.parties.access import reach

        scope = reach(user)
        return self if scope.sees_registry else self.filter(owner_id__in=scope.institutions)

    def open(self):
        return self.filter(done_on=None)

    def overdue(self, today):
        return self.open().filter(due_on__lt=today)


class CoordinationTask(Recorded):
    """What one body is to do by a day."""

    meeting = models.ForeignKey(
        CoordinationMeeting, models.PROTECT, related_name="tasks", verbose_name="会议"
    )
    text = models.TextField("任务")
    owner = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="责任单位"
    )
    due_on = models.DateField("完成期限")
    done_on = models.DateField("完成日期", null=True, blank=True)
    done_note = models.TextField("完成情况", blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="填报人",
    )
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "议定事项"
        verbose_name_plural = "议定事项"
        ordering = ["done_on", "due_on", "id"]
        permissions = [("finish_coordinationtask", "可以填报议定事项完成情况")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None)
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(done_note="")),
                name="ck_task_done",
            ),
        ]

    def __str__(self):
        return f"{self.owner}：{self.text[:30]}"

    @property
    def owner_code(self):
        return self.owner.code
