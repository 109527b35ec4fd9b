"""Working days as own rows: what differs from the plain week, with its document; a year is official or missing."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from registry.history.models import Recorded

from .. import workdays
from .dated import StaffQuerySet

_LOCAL = (workdays.LOCAL_HOLIDAY, workdays.LOCAL_WORKDAY)


class CalendarYear(Recorded):
    """One year's coverage. Missing until the State Council's arrangement is imported; windows are then provisional."""

    class Status(models.TextChoices):
        OFFICIAL = "official", "已录入国务院安排"
        MISSING = "missing", "尚未录入"

    year = models.PositiveSmallIntegerField(
        "年份",
        unique=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2999)],
    )
    coverage = models.CharField("状态", max_length=12, choices=Status.choices, default=Status.MISSING)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    title = models.CharField("文件标题", max_length=120, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)
    revision = models.PositiveSmallIntegerField(
        "第几版", default=0, help_text="每导入或修订一次加一；国务院有时年中调整安排。"
    )
    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = "年度日历"
        verbose_name_plural = "年度日历"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(coverage="missing") | (Q(revision__gte=1) & ~Q(title="")),
                name="ck_year_official",
                violation_error_message="已录入的年份必须注明文件标题和版次。",
            ),
        ]

    def __str__(self):
        return f"{self.year}年（{self.get_coverage_display()}）"


class CalendarVersion(Recorded):
    """One arrangement of one year as it was announced, kept whole; a later one supersedes it and never rewrites it.

    `entries` are [day, kind, name]; `known_on` is the day the arrangement was made public.
    """

    calendar_year = models.ForeignKey(
        CalendarYear, models.PROTECT, related_name="versions", verbose_name="年度日历"
    )
    revision = models.PositiveSmallIntegerField("第几版")
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    title = models.CharField("文件标题", max_length=120)
    known_on = models.DateField("公布日期", db_index=True)
    entries = models.JSONField("逐日安排", default=list)
    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = "日历版本"
        verbose_name_plural = "日历版本"
        ordering = ["calendar_year", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["calendar_year", "revision"], name="uq_calendar_version"),
        ]

    def __str__(self):
        return f"{self.calendar_year.year}年第{self.revision}版"

    @property
    def paper(self):
        """The document in words: 《国务院办公厅关于…的通知》（国办发明电〔2025〕7号）."""
        return f"《{self.title}》" + (f"（{self.document_number}）" if self.document_number else "")


class CalendarDayQuerySet(StaffQuerySet):
    def standing(self):
        """Rows not withdrawn by a later arrangement."""
        return self.filter(withdrawn=False)

    def national(self):
        return self.exclude(kind__in=_LOCAL)

    def local(self):
        return self.filter(kind__in=_LOCAL)


class CalendarDay(Recorded):
    """One day that is off or worked against the plain week. A local row overrides the national one."""

    class Kind(models.TextChoices):
        HOLIDAY = workdays.HOLIDAY, "放假"
        WORKDAY = workdays.WORKDAY, "调休上班"
        LOCAL_HOLIDAY = workdays.LOCAL_HOLIDAY, "地方假日"
        LOCAL_WORKDAY = workdays.LOCAL_WORKDAY, "地方规定上班"

    date = models.DateField("日期", db_index=True)
    kind = models.CharField("性质", max_length=16, choices=Kind.choices)
    name = models.CharField("名称", max_length=40, help_text="例如：春节。")
    source = models.CharField("依据", max_length=200, help_text="文件标题或发文字号。")
    withdrawn = models.BooleanField("已撤销", default=False, help_text="被后来的安排取代的，勾选而不删除。")
    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = "特殊日"
        verbose_name_plural = "特殊日"
        ordering = ["-date"]
        constraints = [
            models.UniqueConstraint(
                fields=["date"],
                condition=Q(withdrawn=False) & ~Q(kind__in=_LOCAL),
                name="uq_day_national",
                violation_error_message="这一天的全国安排已经录入。请修改或撤销原来的一条。",
            ),
            models.UniqueConstraint(
                fields=["date"],
                condition=Q(withdrawn=False, kind__in=_LOCAL),
                name="uq_day_local",
                violation_error_message="这一天的地方安排已经录入。请修改或撤销原来的一条。",
            ),
        ]

    def __str__(self):
        return f"{self.date:%Y-%m-%d} {self.get_kind_display()}（{self.name}）"

    def rule(self) -> workdays.DayRule:
        """This day as a plain rule."""
        return workdays.DayRule(self.kind, self.name, self.source)
