"""A letter from the public (咨询留言) and its answer. What the writer typed is for the office; the public reads the edited copy."""

from django.db import models
from django.db.models import Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from ..moves import LETTER


class LetterQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """Office and auditor."""
        from registry.parties.access import reach

        return self if user.is_superuser or reach(user).roles & {"clerk", "head", "auditor"} else self.none()

    def overdue(self, today):
        return self.filter(status="received", due_on__lt=today)

    def public(self):
        return self.filter(status="published").order_by("-published_on", "-id")

    def to_forget(self, today):
        return self.filter(forget_on__lte=today, forgotten_on=None)


class Letter(Recorded):
    """One letter. Followed by its number and the code on the receipt; no name or telephone is asked for."""

    class Kind(models.TextChoices):
        QUESTION = "question", "咨询"
        ADVICE = "advice", "建议"
        HELP = "help", "求助、投诉"

    TABLE = LETTER
    PERSONAL = ("name", "phone", "subject", "text")

    receipt_number = models.CharField("编号", max_length=20, unique=True)
    code_key = models.CharField("查询码（密文）", max_length=64, editable=False)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    subject = models.CharField("主题（原文）", max_length=60, blank=True)
    text = models.TextField("内容（原文）", blank=True)
    name = models.CharField("称呼", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    may_publish = models.BooleanField("同意公开（隐去个人信息后）", default=False)
    received_on = models.DateField("收到日期")
    due_on = models.DateField("答复期限", db_index=True)
    answer = models.TextField("答复", blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    public_subject = models.CharField("公开的主题", max_length=60, blank=True)
    public_text = models.TextField("公开的内容", blank=True)
    public_answer = models.TextField("公开的答复", blank=True)
    published_on = models.DateField("公开日期", null=True, blank=True)
    forget_on = models.DateField("保存到", null=True, blank=True, editable=False, db_index=True)
    forgotten_on = models.DateField("清除日期", null=True, blank=True, editable=False)
    status = StatusField(LETTER)
    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "咨询留言"
        verbose_name_plural = "咨询留言"
        ordering = ["-id"]
        permissions = LETTER.permissions()
        constraints = [
            models.CheckConstraint(
                condition=Q(forgotten_on=None) | Q(name="", phone="", subject="", text=""),
                name="ck_letter_forgotten_is_empty",
            )
        ]

    def __str__(self):
        return self.receipt_number

    def get_absolute_url(self):
        return f"/zixun/{self.receipt_number}/"
