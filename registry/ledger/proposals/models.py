"""One act that waits for a second person, with what it would change; refused and expired ones stay on record."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet

from ..fields import StatusField
from .acts import act_for, all_acts
from .moves import PROPOSAL


class ProposalQuerySet(RecordedQuerySet):
    def waiting(self, today):
        """Open and still within their days."""
        return self.filter(status="open", expires_on__gte=today)

    def visible_to(self, user):
        """Whoever may propose or decide the act, its own maker, and who may read every proposal."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_perm("ledger.view_every_proposal"):
            return self
        acts = [act.name for act in all_acts() if user.has_perm(act.proposes) or user.has_perm(act.decides)]
        return self.filter(Q(act__in=acts) | Q(proposed_by=user))

    def for_decision_by(self, user, today):
        """What this person may approve or refuse today: never their own."""
        if not user.has_perm("ledger.approve_proposal"):
            return self.none()
        acts = [act.name for act in all_acts() if user.has_perm(act.decides)]
        return self.waiting(today).filter(act__in=acts).exclude(proposed_by=user)


class Proposal(Recorded):
    """Arguments as packed JSON; `diff` holds (label, old, new) as shown when it was proposed.

    `object_key` names what it is about: the database allows one open proposal per act and object.
    """

    TABLE = PROPOSAL

    act = models.CharField("事项", max_length=60, db_index=True)
    object_key = models.CharField("对象标识", max_length=120)
    record_type = models.CharField("记录类型", max_length=60, blank=True)
    record_id = models.BigIntegerField("记录编号", null=True, blank=True)
    record_version = models.PositiveIntegerField("提出时的版本", null=True, blank=True)
    record_key = models.CharField("对象", max_length=200)
    subject_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    arguments = models.JSONField("内容", default=dict, blank=True)
    diff = models.JSONField("前后对照", default=list, blank=True)
    reason = models.TextField("提出理由")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人"
    )
    proposed_on = models.DateField("提出日期")
    expires_on = models.DateField("有效至", help_text="含当日；过期不得批准，须重新提出。")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="办理人",
    )
    decided_on = models.DateField("办理日期", null=True, blank=True)
    decision_reason = models.TextField("办理意见", blank=True)
    status = StatusField(PROPOSAL)
    objects = ProposalQuerySet.as_manager()

    class Meta:
        app_label = "ledger"
        verbose_name = "待批事项"
        verbose_name_plural = "待批事项"
        ordering = ["-id"]
        permissions = [*PROPOSAL.permissions(), ("view_every_proposal", "可以查看全部待批事项")]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "object_key"], condition=Q(status="open"), name="uq_one_open_proposal"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("proposed_by")) | Q(status="withdrawn"),
                name="ck_proposal_two_persons",
            ),
        ]

    def __str__(self):
        return f"{self.act_label}：{self.record_key}"

    @property
    def act_label(self):
        return act_for(self.act).label

    @property
    def told(self):
        """What the person who has just proposed it reads."""
        day = f"{self.expires_on.year}年{self.expires_on.month}月{self.expires_on.day}日"
        return [f"已提出“{self}”，尚未办理，须由另一人在{day}以前批准。可在“待批事项”中查看。"]
