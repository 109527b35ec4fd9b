"""Which rows the index of the search has still to take in: written by the database itself, beside the row (decision 0054)."""

from django.db import models


class SearchDue(models.Model):
    """One row changed. `kind` is the number of the source (`publicity.search.sources`), `record_id` the key there."""

    kind = models.PositiveSmallIntegerField("来源")
    record_id = models.BigIntegerField("记录")

    class Meta:
        verbose_name = "待收入检索的记录"
        verbose_name_plural = "待收入检索的记录"
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self):
        return f"待收入检索的记录（{self.kind}：{self.record_id}）"
