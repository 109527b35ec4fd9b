"""信用修复: what a listed business handed in, and what was decided on it (36号令, domain §5.3)."""

from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField
from registry.lending.files import private_storage

from .. import moves
from .case import BlacklistCase, named_file

_PROOFS = "repairs/%Y/%m"


class RepairRequestQuerySet(RecordedQuerySet):
    OPEN = ("received", "verified")

    def open(self):
        return self.filter(status__in=self.OPEN)

    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.none()


class RepairRequest(Recorded):
    """One application with its three papers. Free of charge; decided by another person than received and checked it."""

    TABLE = moves.REPAIR_REQUEST

    case = models.ForeignKey(
        BlacklistCase, models.PROTECT, related_name="repair_requests", verbose_name="黑名单案件"
    )
    applicant = models.CharField("申请人", max_length=60, help_text="法定代表人、经营者或者受托人。")
    statement = models.TextField("申请事由")
    received_on = models.DateField("收到日期")
    decide_by = models.DateField("应决定日期")
    correction_proof = models.FileField(
        "纠正失信行为的证明", storage=private_storage, upload_to=_PROOFS, max_length=200
    )
    duties_proof = models.FileField(
        "义务履行完毕的证明", storage=private_storage, upload_to=_PROOFS, max_length=200
    )
    promise = models.FileField("信用承诺书", storage=private_storage, upload_to=_PROOFS, max_length=200)
    finding = models.TextField("核查意见", blank=True)
    verified_on = models.DateField("核查日期", null=True, blank=True)
    corrected = models.BooleanField("失信行为已纠正", default=False)
    duties_performed = models.BooleanField("义务已履行完毕", default=False)
    promise_public = models.BooleanField("信用承诺已公开", default=False)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decision = models.TextField("决定理由", blank=True)
    status = StatusField(moves.REPAIR_REQUEST)
    objects = RepairRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "信用修复申请"
        verbose_name_plural = "信用修复申请"
        ordering = ["-id"]
        permissions = moves.REPAIR_REQUEST.permissions()
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(status__in=["received", "verified"]), name="uq_one_open_repair"
            ),
            models.CheckConstraint(condition=Q(decide_by__gte=F("received_on")), name="ck_repair_decide_by"),
            models.CheckConstraint(
                condition=~Q(status="granted")
                | Q(corrected=True, duties_performed=True, promise_public=True, decided_on__isnull=False),
                name="ck_repair_granted_only_whole",
            ),
        ]

    def __str__(self):
        return f"{self.case.business}的信用修复申请"

    @property
    def subject_code(self):
        return self.case.subject_code

    @property
    def correction_proof_name(self):
        return named_file(self, "correction_proof")

    @property
    def duties_proof_name(self):
        return named_file(self, "duties_proof")

    @property
    def promise_name(self):
        return named_file(self, "promise")
