"""The leading group's meetings: members, agenda, votes, recusals (R27, R62)."""

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from .. import moves
from ..rules import ACCLAMATION, DEFERRED, VOTE, Ballot


def private_storage():
    return storages["private"]


class SeenByRegistry(RecordedQuerySet):
    """Office, leading group, legal review and auditor; nobody else."""

    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.none()


class LeadingGroupMeeting(Recorded):
    """One meeting: prepared by the office, closed by the leading group under its minutes number."""

    TABLE = moves.MEETING

    title = models.CharField("会议名称", max_length=120)
    met_on = models.DateField("会议日期")
    place = models.CharField("地点", max_length=120, blank=True)
    chair = models.CharField("主持人", max_length=50)
    minutes_number = models.CharField("会议纪要号", max_length=60, blank=True, editable=False)
    minutes_file = models.FileField(
        "会议纪要", storage=private_storage, upload_to="minutes/%Y", max_length=200, blank=True
    )
    minutes_file_name = models.CharField("纪要文件名", max_length=200, blank=True)
    status = StatusField(moves.MEETING)
    objects = SeenByRegistry.as_manager()

    class Meta:
        verbose_name = "领导小组会议"
        verbose_name_plural = "领导小组会议"
        ordering = ["-met_on", "-id"]
        permissions = [
            *moves.MEETING.permissions(),
            ("prepare_leadinggroupmeeting", "可以筹备领导小组会议"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="closed") | ~Q(minutes_number=""), name="ck_meeting_minutes"
            ),
        ]

    def __str__(self):
        return f"{self.title}（{self.met_on:%Y年%m月%d日}）"

    def present(self):
        return self.members.filter(present=True)


class MeetingMember(Recorded):
    """One member of the leading group as called to one meeting."""

    meeting = models.ForeignKey(
        LeadingGroupMeeting, models.PROTECT, related_name="members", verbose_name="会议"
    )
    name = models.CharField("姓名", max_length=50)
    post = models.CharField("单位职务", max_length=80, blank=True)
    present = models.BooleanField("到会", default=False)
    objects = SeenByRegistry.as_manager()

    class Meta:
        verbose_name = "会议成员"
        verbose_name_plural = "会议成员"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "name"], name="uq_meeting_member")]

    def __str__(self):
        return f"{self.name}（{self.post}）" if self.post else self.name


class AgendaItem(Recorded):
    """One application on the agenda, with its vote."""

    class Mode(models.TextChoices):
        VOTE = VOTE, "表决"
        ACCLAMATION = ACCLAMATION, "一致同意"
        DEFERRED = DEFERRED, "暂缓，下次再议"

    meeting = models.ForeignKey(
        LeadingGroupMeeting, models.PROTECT, related_name="items", verbose_name="会议"
    )
    application = models.ForeignKey(
        "screening.Application", models.PROTECT, related_name="agenda_items", verbose_name="申报"
    )
    ordinal = models.PositiveSmallIntegerField("序号")
    mode = models.CharField("审议方式", max_length=12, choices=Mode.choices, blank=True)
    votes_for = models.PositiveSmallIntegerField("赞成", default=0)
    votes_against = models.PositiveSmallIntegerField("反对", default=0)
    votes_abstain = models.PositiveSmallIntegerField("弃权", default=0)
    reason = models.TextField("审议意见", blank=True, help_text="审核不通过、暂缓的，必须写明理由。")
    approved = models.BooleanField("审核通过", null=True, editable=False)
    objects = SeenByRegistry.as_manager()

    class Meta:
        verbose_name = "会议议题"
        verbose_name_plural = "会议议题"
        ordering = ["meeting", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "application"], name="uq_agenda_application"),
            models.UniqueConstraint(fields=["meeting", "ordinal"], name="uq_agenda_ordinal"),
            models.CheckConstraint(
                condition=Q(mode=VOTE) | Q(votes_for=0, votes_against=0, votes_abstain=0),
                name="ck_agenda_votes",
            ),
        ]

    def __str__(self):
        return f"第{self.ordinal}项 {self.application.business}"

    def ballot(self) -> Ballot:
        """The item as the rules read it."""
        return Ballot(
            str(self), self.mode, self.meeting.present().count(), self.recusals.count(),
            self.votes_for, self.votes_against, self.votes_abstain,
        )  # fmt: skip


class Recusal(Recorded):
    """One member who steps aside from one item (回避), with the reason."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="recusals", verbose_name="议题")
    member = models.ForeignKey(MeetingMember, models.PROTECT, related_name="+", verbose_name="成员")
    reason = models.CharField("回避理由", max_length=200)
    objects = SeenByRegistry.as_manager()

    class Meta:
        verbose_name = "回避"
        verbose_name_plural = "回避"
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="uq_recusal")]

    def __str__(self):
        return f"{self.member}：{self.reason}"
