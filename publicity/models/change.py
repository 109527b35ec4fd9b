"""What became public, changed or left, in the order it was seen: numbers of rows and fingerprints, never a name."""

from django.db import models

from registry.ledger.models import AppendOnly, AppendOnlyQuerySet


class ChangeQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user):
        """Everybody: a row names an address and an action only."""
        return self


class PublicChange(AppendOnly):
    """One change of one public record. `number` runs 1, 2, 3 … without gaps, given out under a lock until commit.

    `digest` is the fingerprint of what was public of it then; "" once it has left.
    """

    class Subject(models.TextChoices):
        NOTICE = "notice", "公示"
        ANNOUNCEMENT = "announcement", "公告"
        ROSTER = "roster", "名录"

    class Action(models.TextChoices):
        ADDED = "added", "公开"
        CHANGED = "changed", "变更"
        REMOVED = "removed", "停止公开"

    number = models.BigIntegerField("序号", unique=True)
    subject = models.CharField("类别", max_length=12, choices=Subject.choices)
    record_id = models.BigIntegerField("记录编号")
    public_id = models.CharField("公开编号", max_length=24)
    action = models.CharField("变化", max_length=8, choices=Action.choices)
    changed_on = models.DateField("变化日期")
    recorded_at = models.DateTimeField("记录时间")
    digest = models.CharField("公开内容指纹", max_length=64, blank=True)
    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "公开变化"
        verbose_name_plural = "公开变化"
        ordering = ["number"]
        indexes = [models.Index(fields=["subject", "record_id", "number"], name="ix_public_change")]

    def __str__(self):
        return f"{self.get_subject_display()}{self.public_id}{self.get_action_display()}"


class ChangeHead(models.Model):
    """The last number given out and the edition of the public records it was seen at: one row, locked while numbering.

    `marks`: the day of the last look at everything, and how far the history of each source had come when nobody was writing.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField("末号", default=0)
    edition = models.CharField("公开记录的版本", max_length=64, blank=True)
    marks = models.JSONField("看到哪里", default=dict, blank=True)

    class Meta:
        verbose_name = "公开变化的末号"
        verbose_name_plural = "公开变化的末号"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="ck_one_change_head")]
