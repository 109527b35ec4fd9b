"""Numbers of a policy version about what banks report, and by when. The document names no period; staff may change it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class ReportingTerms(models.Model):
    """How long a period is, how many calendar days a bank has after it, how many before the last day it is reminded."""

    class ReportEvery(models.IntegerChoices):
        MONTH = 1, "每月"
        QUARTER = 3, "每季度"
        HALF_YEAR = 6, "每半年"
        YEAR = 12, "每年"

    report_months = models.PositiveSmallIntegerField(
        "银行报送周期",
        default=1,
        choices=ReportEvery.choices,
        help_text="文件未规定，默认每月报送一次贷款台账。",
    )
    report_due_days = models.PositiveSmallIntegerField(
        "报送期限（期满后天数）",
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="周期满后第几日为报送的最后一日（自然日）；遇休息日顺延至其后第一个工作日。文件未规定，默认10日。",
    )
    report_remind_days = models.PositiveSmallIntegerField(
        "报送提醒提前天数",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text="最后一日以前第几日提醒一次，最后一日和过期后各再提醒一次。文件未规定，默认3日。",
    )

    class Meta:
        abstract = True
