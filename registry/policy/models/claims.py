"""Numbers of a policy version about claims that wait. The document sets no term (A23); staff may change them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

DAYS = [MinValueValidator(1), MaxValueValidator(180)]


class ClaimTerms(models.Model):
    """After how many calendar days the holder of a claim is reminded, and after how many whoever stands above it is told."""

    claim_remind_days = models.PositiveSmallIntegerField(
        "代偿申请催办天数",
        default=5,
        validators=DAYS,
        help_text="在同一单位等待满几日（自然日）提醒该单位。文件未规定，默认5日。",
    )
    claim_climb_days = models.PositiveSmallIntegerField(
        "代偿申请上报天数",
        default=10,
        validators=DAYS,
        help_text="等待满几日报告该单位的上级（办公室为负责人），以后每满同样天数再报一次。文件未规定，默认10日。",
    )

    class Meta:
        abstract = True
