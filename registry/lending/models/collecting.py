"""The ladder of an overdue episode: dated steps, one task per step and episode, contacts, promises (R43). Money in 元."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded
from registry.ledger.fields import StatusField
from registry.policy.dates import written
from registry.policy.models.dated import DatedQuerySet, not_ending_before_start

from ..collecting.moves import PROMISE
from ..files import private_storage
from ..rules.collecting import KINDS, OWNERS
from .base import BankOwned


class LadderStep(Recorded):
    """One step of the ladder: what whoever owns it does on which day of an overdue. Two persons change the table."""

    name = models.CharField("步骤名称", max_length=60)
    day = models.PositiveSmallIntegerField(
        "逾期第几日",
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="应还款日的次日为第1日；按自然日计算。",
    )
    owner = models.CharField("办理单位", max_length=10, choices=list(OWNERS.items()))
    kind = models.CharField("办理方式", max_length=10, choices=list(KINDS.items()))
    obligatory = models.BooleanField("必须办理", default=True, help_text="不是必须的，只提醒一次，不计过期。")
    in_force_from = models.DateField("开始施行日")
    in_force_to = models.DateField("停止施行日", null=True, blank=True, help_text="含当日；未定则留空。")
    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "清收步骤"
        verbose_name_plural = "清收步骤"
        ordering = ["day", "id"]
        permissions = [("approve_ladderstep", "可以批准清收步骤的变更")]
        constraints = [
            not_ending_before_start("ck_step_from_to"),
            models.UniqueConstraint(
                fields=["name", "in_force_from"],
                name="uq_step_name",
                violation_error_message="同名的步骤同一天开始施行的已经录入。",
            ),
        ]

    def __str__(self):
        return f"逾期第{self.day}日：{self.name}"


class CollectionTask(BankOwned):
    """One step that fell due in one episode. Done once `done_on` is set; told as late once, when it is obligatory."""

    episode = models.ForeignKey(
        "lending.OverdueEpisode", models.PROTECT, related_name="tasks", verbose_name="逾期"
    )
    step = models.ForeignKey(LadderStep, models.PROTECT, related_name="+", verbose_name="清收步骤")
    owner = models.CharField("办理单位", max_length=10, choices=list(OWNERS.items()))
    due_on = models.DateField("应办日", db_index=True)
    done_on = models.DateField("办理日期", null=True, blank=True)
    told_late_on = models.DateField("过期提醒日期", null=True, blank=True)

    class Meta:
        verbose_name = "清收任务"
        verbose_name_plural = "清收任务"
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["episode", "step"], name="uq_task_once")]

    def __str__(self):
        return f"{self.episode.note.note_no} {self.step.name}"

    @property
    def business(self):
        return self.episode.business


class CollectionContact(BankOwned):
    """One call, message, visit or letter, by whom, with whom, and what came of it."""

    episode = models.ForeignKey(
        "lending.OverdueEpisode", models.PROTECT, related_name="contacts", verbose_name="逾期"
    )
    task = models.OneToOneField(
        CollectionTask, models.PROTECT, null=True, blank=True, related_name="contact", verbose_name="清收任务"
    )
    institution = models.ForeignKey(
        "parties.Institution", models.PROTECT, related_name="+", verbose_name="办理单位"
    )
    kind = models.CharField("办理方式", max_length=10, choices=list(KINDS.items()))
    made_on = models.DateField("办理日期")
    met = models.CharField("联系对象", max_length=60, blank=True, help_text="姓名、与借款人的关系。")
    result = models.TextField("办理情况")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    file = models.FileField(
        "材料", storage=private_storage, upload_to="contacts/%Y/%m", max_length=200, blank=True
    )
    original_name = models.CharField("材料原名", max_length=120, blank=True)

    class Meta:
        verbose_name = "催收记录"
        verbose_name_plural = "催收记录"
        ordering = ["-made_on", "-id"]

    def __str__(self):
        return f"{self.episode.note.note_no} {written(self.made_on)}{self.get_kind_display()}"

    @property
    def business(self):
        return self.episode.business


class RepaymentPromise(BankOwned):
    """What the borrower promised to pay, and by when. Kept or broken is read from the bank's reports by the timer."""

    TABLE = PROMISE

    episode = models.ForeignKey(
        "lending.OverdueEpisode", models.PROTECT, related_name="promises", verbose_name="逾期"
    )
    made_on = models.DateField("承诺日期")
    made_by = models.CharField("承诺人", max_length=60)
    amount = models.DecimalField("承诺金额（元）", max_digits=18, decimal_places=2)
    due_on = models.DateField("承诺还款日", db_index=True)
    judged_on = models.DateField("认定日期", null=True, blank=True)
    came_in = models.DecimalField(
        "按银行报送收到（元）", max_digits=18, decimal_places=2, null=True, blank=True
    )
    status = StatusField(PROMISE)

    class Meta:
        verbose_name = "还款承诺"
        verbose_name_plural = "还款承诺"
        ordering = ["-due_on", "-id"]
        permissions = PROMISE.permissions()
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="ck_promise_amount"),
            models.CheckConstraint(condition=Q(due_on__gte=F("made_on")), name="ck_promise_days"),
        ]

    def __str__(self):
        return f"{self.episode.note.note_no} 承诺{written(self.due_on)}前还{self.amount}元"

    @property
    def business(self):
        return self.episode.business
