"""Dated editions of the open data: what was published on a day, file by file, with its fingerprints; never rewritten."""

from django.conf import settings
from django.db import models

from registry.history.errors import UnauditedWrite


class EditionQuerySet(models.QuerySet):
    def standing(self):
        """Editions whose files may still be fetched."""
        return self.filter(retired_on=None)

    def delete(self):
        raise UnauditedWrite("开放数据的版本只停用，不删除。")

    def visible_to(self, user):
        """Editions are public; the register of them is the office's and the auditor's."""
        from registry.parties.access import reach

        told = reach(user).roles & {"clerk", "head", "auditor"}
        return self if user.is_superuser or told else self.none()


class OpenDataEdition(models.Model):
    """One table as it was public on `day`. `files`: [{"name", "kind", "sha256", "bytes"}], stored under their SHA-256.

    What was published never changes; `retired_on` is filled in once, when its files go (decision 0058).
    """

    class Table(models.TextChoices):
        ROSTER = "roster", "名录"
        NOTICES = "notices", "公示"
        ENTRIES = "entries", "公示名单"
        ANNOUNCEMENTS = "announcements", "公告"
        LISTED = "listed", "公告名单"

    table = models.CharField("数据表", max_length=16, choices=Table.choices)
    day = models.DateField("日期", db_index=True)
    revision = models.PositiveSmallIntegerField("当日第几版", default=1)
    made_at = models.DateTimeField("生成时间", auto_now_add=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="next", verbose_name="上一版"
    )
    rows = models.PositiveIntegerField("行数")
    added = models.PositiveIntegerField("新增", default=0)
    changed = models.PositiveIntegerField("变更", default=0)
    removed = models.PositiveIntegerField("撤下", default=0)
    files = models.JSONField("文件与指纹", default=list)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="放行人",
    )  # fmt: skip
    released_why = models.CharField("放行理由", max_length=300, blank=True)
    retired_on = models.DateField("停止提供日期", null=True, blank=True)
    retired_why = models.CharField("停止提供原因", max_length=200, blank=True)
    objects = EditionQuerySet.as_manager()
    FROZEN = (
        "table", "day", "revision", "made_at", "previous_id", "rows", "added", "changed", "removed", "files",
        "released_by_id", "released_why",
    )  # fmt: skip

    class Meta:
        verbose_name = "开放数据版本"
        verbose_name_plural = "开放数据版本"
        ordering = ["-day", "table", "-revision"]
        default_permissions = ("view",)
        permissions = [("release_opendataedition", "可以放行骤减的开放数据")]
        constraints = [
            models.UniqueConstraint(fields=["table", "day", "revision"], name="uq_opendata_edition")
        ]

    def __str__(self):
        again = f"（第{self.revision}版）" if self.revision > 1 else ""
        return f"{self.get_table_display()} {self.day:%Y-%m-%d}{again}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            stored = type(self)._base_manager.values(*self.FROZEN, "retired_on").get(pk=self.pk)
            if stored.pop("retired_on") or any(stored[name] != getattr(self, name) for name in self.FROZEN):
                raise UnauditedWrite("已发布的开放数据版本不得改动。")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise UnauditedWrite("开放数据的版本只停用，不删除。")
