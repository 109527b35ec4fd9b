"""A bank's duty to report: its periods, loans that fell due without a word, notes that seem to have moved (R44, R70)."""

from django.db import models
from django.db.models import F, Q

from registry.history.models import Recorded, RecordedQuerySet
from registry.ledger.fields import StatusField
from registry.policy.dates import written

from ..returns import moves
from .base import BankOwned, BankOwnedQuerySet


class PeriodQuerySet(BankOwnedQuerySet):
    OWED, ANSWERED = ("due", "late"), ("received", "nil", "belated")

    def owed(self):
        """Periods for which the bank has neither reported nor been excused."""
        return self.filter(status__in=self.OWED)


class ReportingPeriod(BankOwned):
    """What one bank reports for one stretch of days: a ledger dated within it, or a nil return. Due by `due_on`.

    `as_of` and `source` are those of the newest position of the period; a nil return has neither.
    """

    TABLE = moves.PERIOD

    starts_on = models.DateField("起始日")
    ends_on = models.DateField("截止日")
    due_on = models.DateField("报送期限", db_index=True)
    received_on = models.DateField("报送日期", null=True, blank=True)
    as_of = models.DateField("数据日期", null=True, blank=True)
    source = models.CharField("来源", max_length=60, blank=True, help_text="如 upload:12。")
    reminded = models.CharField(
        "最近一次提醒", max_length=6, blank=True,
        choices=[("before", "期限以前"), ("on", "期限当日"), ("after", "过期以后")],
    )  # fmt: skip
    unreached_on = models.DateField(
        "无人可提醒",
        null=True,
        blank=True,
        help_text="该日应提醒，银行没有在用的经办、复核账号，也没有收件邮箱。",
    )
    status = StatusField(moves.PERIOD)
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "银行报送期"
        verbose_name_plural = "银行报送情况"
        ordering = ["-starts_on", "bank"]
        permissions = moves.PERIOD.permissions()
        constraints = [
            models.UniqueConstraint(fields=["bank", "starts_on"], name="uq_period_bank_start"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), due_on__gt=F("ends_on")), name="ck_period_days"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["received", "nil", "belated"]) | Q(received_on__isnull=False),
                name="ck_period_received",
            ),
        ]

    def __str__(self):
        return f"{self.bank}{self.label}"

    @property
    def label(self):
        """2026年5月, or 2026年4月至6月."""
        first, last = self.starts_on, self.ends_on
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.year}年{first.month}月"
        year = "" if first.year == last.year else f"{last.year}年"
        return f"{first.year}年{first.month}月至{year}{last.month}月"

    @property
    def subject_code(self):
        return ""

    @property
    def days_late(self):
        """Calendar days between the last day and the day of the return; 0 when in time or not yet there."""
        return max(0, (self.received_on - self.due_on).days) if self.received_on else 0


class SilentMaturity(BankOwned):
    """A loan whose last day passed while its bank said neither repaid, nor overdue, nor extended. Held against the bank.

    It says nothing about the borrower: no warning, no cancellation, no block ever rests on it.
    """

    TABLE = moves.SILENCE

    note = models.ForeignKey("lending.LoanNote", models.PROTECT, related_name="silences", verbose_name="借据")
    due_on = models.DateField("到期日", help_text="展期的为展期到期日。")
    flagged_on = models.DateField("列入日期", help_text="到期日的次日。", db_index=True)
    answer_by = models.DateField("应报送期限", help_text="与逾期首日报告的期限相同。")
    answered_on = models.DateField("报送日期", null=True, blank=True)
    as_of = models.DateField("报送的数据日期", null=True, blank=True)
    status = StatusField(moves.SILENCE)

    class Meta:
        verbose_name = "到期未报送"
        verbose_name_plural = "到期未报送"
        ordering = ["-flagged_on", "-id"]
        permissions = moves.SILENCE.permissions()
        constraints = [
            models.UniqueConstraint(fields=["note", "due_on"], name="uq_silence_note_due"),
            models.CheckConstraint(condition=Q(flagged_on__gt=F("due_on")), name="ck_silence_days"),
            models.CheckConstraint(
                condition=Q(status="open") | Q(answered_on__isnull=False), name="ck_silence_answered"
            ),
        ]

    def __str__(self):
        return f"{self.note.note_no} {written(self.due_on)}到期"

    @property
    def subject_code(self):
        return ""


class OfficeOnlyQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        """The office and the auditor. Neither bank, nor the guarantor: it names two lenders to each other."""
        from registry.parties.access import reach

        return self if reach(user).roles & {"clerk", "head", "auditor"} else self.none()


class MovedNote(Recorded):
    """A note one bank reports no more, while another reports the same business, amount and first day: put to the office."""

    TABLE = moves.MOVED

    old = models.ForeignKey(
        "lending.LoanNote", models.PROTECT, related_name="moved_away", verbose_name="原借据"
    )
    new = models.ForeignKey(
        "lending.LoanNote", models.PROTECT, related_name="moved_here", verbose_name="新借据"
    )
    found_on = models.DateField("发现日期")
    answered_on = models.DateField("核实日期", null=True, blank=True)
    status = StatusField(moves.MOVED)
    objects = OfficeOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "疑似转至他行"
        verbose_name_plural = "疑似转至他行"
        ordering = ["-found_on", "-id"]
        permissions = moves.MOVED.permissions()
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="uq_moved_pair"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="ck_moved_two"),
        ]

    @property
    def owner_code(self):
        """The office's own: it names two lenders, and neither may read it in the ledger."""
        return "OFFICE"

    def __str__(self):
        return f"{self.old.bank}{self.old.note_no} → {self.new.bank}{self.new.note_no}"
