"""A link on a public page that leads nowhere, kept until it is put right."""

from django.db import models


class BrokenLinkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(gone_at=None)


class BrokenLink(models.Model):
    """Found by the link checker: on which page, to where, what was answered."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+", verbose_name="网页")
    target = models.CharField("链接", max_length=500)
    answer = models.CharField("结果", max_length=60)
    first_seen_on = models.DateField("首次发现")
    last_seen_on = models.DateField("最近发现")
    gone_at = models.DateTimeField("不再出现", null=True, blank=True)
    objects = BrokenLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "失效链接"
        verbose_name_plural = "失效链接"
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "target"], condition=models.Q(gone_at=None), name="uq_broken_link_open"
            )
        ]

    def __str__(self):
        return f"{self.page.title}：{self.target}"
