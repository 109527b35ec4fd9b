"""Numbers of a policy version about open data and webhooks. The document sets none; staff may change them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


def _between(low, high):
    return [MinValueValidator(low), MaxValueValidator(high)]


class PublishingTerms(models.Model):
    """From what drop an edition of open data waits for a person, how long old ones stay, when a dead endpoint is let go."""

    opendata_drop_percent = models.PositiveSmallIntegerField(
        "开放数据骤减警戒线（%）",
        default=10,
        validators=_between(1, 100),
        help_text="一夜之间没有登记依据而减少的行数达到上一版的百分之几，暂停发布、等人核对。文件未规定，默认10%。",
    )
    opendata_drop_rows = models.PositiveSmallIntegerField(
        "开放数据骤减警戒线（行）",
        default=5,
        validators=_between(1, 10_000),
        help_text="同时至少减少几行才暂停发布，以免小表误报。文件未规定，默认5行。",
    )
    opendata_keep_days = models.PositiveSmallIntegerField(
        "开放数据旧版本保留天数",
        default=30,
        validators=_between(1, 3650),
        help_text="满几日（自然日）后旧版本只留行数和指纹，文件删除。文件未规定，默认30日。",
    )
    webhook_fail_days = models.PositiveSmallIntegerField(
        "推送连续失败停用天数",
        default=7,
        validators=_between(1, 90),
        help_text="向一个接收地址连续失败满几日（自然日）即停用并通知办公室。文件未规定，默认7日。",
    )

    class Meta:
        abstract = True
