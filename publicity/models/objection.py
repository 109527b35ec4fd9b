"""An objection to one entry of a notice (A11). Seen only by those who handle it; the text is never touched."""

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from registry.history.errors import Refusal
from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField

from .. import moves
from ..canonical import canonical_json, fingerprint

HANDLERS = frozenset({"clerk", "head", "auditor"})


def private_storage():
    return storages["private"]


class HandlersOnly(RecordedQuerySet):
    def visible_to(self, user):
        """Office and auditor only."""
        from registry.parties.access import reach

        return self if user.is_superuser or reach(user).roles & HANDLERS else self.none()


class ObjectionQuerySet(HandlersOnly):
    HOLDING = ("received", "accepted", "investigating")
    FOUND = ("major", "minor", "unfounded")

    def undecided(self):
        """Objections that hold their entry at the close (A11). A lead holds only once it is investigated."""
        return self.filter(status__in=self.HOLDING)

    def overdue(self, today):
        """Past the day by which the step they stand before should have been taken."""
        named = ~Q(sort="anonymous")
        return self.filter(
            Q(status="received", accept_due_on__lt=today)
            | Q(status__in=("accepted", "investigating"), decide_due_on__lt=today)
            | Q(named, status__in=self.FOUND, reply_due_on__lt=today)
        )

    def to_forget(self, today):
        """Ended, and kept as long as the policy says."""
        return self.filter(forget_on__lte=today, forgotten_on=None)


class Objection(Recorded):
    """One objection or lead as received from the public page, letter or visit. `shared_text` is the copy others may read."""

    class Sort(models.TextChoices):
        PERSON = "person", "个人实名"
        ORGANISATION = "organisation", "单位（加盖公章）"
        ANONYMOUS = "anonymous", "匿名线索"

    TABLE = moves.OBJECTION
    PERSONAL = ("name", "phone", "address", "facts")
    ORIGINAL = ("entry_id", "receipt_number", "sort", "received_on", "late", "original_sha256", *PERSONAL)

    entry = models.ForeignKey(
        "publicity.NoticeEntry", models.PROTECT, related_name="objections", verbose_name="公示对象"
    )
    receipt_number = models.CharField("受理号", max_length=20, unique=True)
    sort = models.CharField("异议人", max_length=12, choices=Sort.choices)
    name = models.CharField("姓名或单位名称", max_length=80, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    address = models.CharField("联系地址", max_length=200, blank=True)
    facts = models.TextField("事实与理由（原文）")
    original_sha256 = models.CharField("原文指纹", max_length=64, editable=False, default="")
    received_on = models.DateField("收到日期")
    late = models.BooleanField("公示期外收到", default=False)
    accept_due_on = models.DateField("受理期限", null=True, blank=True, editable=False, db_index=True)
    decide_due_on = models.DateField("核查期限", null=True, blank=True, editable=False, db_index=True)
    reply_due_on = models.DateField("答复期限", null=True, blank=True, editable=False, db_index=True)
    shared_text = models.TextField("脱敏文本（供核查、说明使用）", blank=True)
    shared_on = models.DateField("脱敏日期", null=True, blank=True)
    reply_text = models.TextField("答复内容", blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    forget_on = models.DateField("保存到", null=True, blank=True, editable=False, db_index=True)
    forgotten_on = models.DateField("清除日期", null=True, blank=True, editable=False)
    status = StatusField(moves.OBJECTION)
    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "异议"
        verbose_name_plural = "异议"
        ordering = ["-id"]
        permissions = moves.OBJECTION.permissions()
        constraints = [
            models.CheckConstraint(
                condition=Q(sort="anonymous") | Q(forgotten_on__isnull=False) | (~Q(name="") & ~Q(phone="")),
                name="ck_objection_real_name",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_on=None) | Q(name="", phone="", address="", facts=""),
                name="ck_objection_forgotten_is_empty",
            ),
        ]

    def __str__(self):
        return f"{self.receipt_number}（{self.entry.shown_name}）"

    @property
    def subject_code(self):
        return self.entry.uscc

    def fingerprint_now(self) -> str:
        """SHA-256 of what the sender wrote, as this row holds it."""
        names = ("receipt_number", "sort", *self.PERSONAL)
        written = {name: getattr(self, name) for name in names}
        return fingerprint(canonical_json(written | {"received_on": self.received_on.isoformat()}))

    def save(self, *args, **kwargs):
        """Raises Refusal where anything the sender wrote would change; it may only leave whole, when its time is over."""
        if self.pk is None:
            self.original_sha256 = self.fingerprint_now()
        else:
            self._refuse_touching()
        super().save(*args, **kwargs)

    save.alters_data = True

    def _refuse_touching(self):
        stored = type(self)._base_manager.filter(pk=self.pk).values(*self.ORIGINAL).first()
        changed = [name for name in self.ORIGINAL if stored and stored[name] != getattr(self, name)]
        leaving = self.forgotten_on is not None and set(changed) <= set(self.PERSONAL)
        if changed and not (leaving and not any(getattr(self, name) for name in self.PERSONAL)):
            raise Refusal(
                f"异议{self.receipt_number}的原文和异议人信息不得改动。需要对外提供的，请另作脱敏文本。"
            )
