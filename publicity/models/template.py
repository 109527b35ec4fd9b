"""The wording of public papers as the office keeps it: one row per kind, changed by two persons, every place checked."""

from django.core.exceptions import ValidationError
from django.db import models

from registry.history.models import Recorded, RecordedQuerySet

from ..wording.places import KINDS, template_problems


class TemplateQuerySet(RecordedQuerySet):
    def visible_to(self, user):
        from registry.parties.access import reach

        return self if reach(user).sees_registry else self.none()


class WordingTemplate(Recorded):
    """`text` holds places such as 【公示期】, filled in when the paper is issued."""

    kind = models.CharField(
        "文稿", max_length=24, choices=[(name, kind.label) for name, kind in KINDS.items()], unique=True
    )
    text = models.TextField("模板正文")
    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "文稿模板"
        verbose_name_plural = "文稿模板"
        ordering = ["pk"]
        permissions = [("approve_wordingtemplate", "可以批准文稿模板")]

    def __str__(self):
        return self.get_kind_display()

    def clean(self):
        problems = template_problems(self.kind, self.text)
        if problems:
            raise ValidationError({"text": problems})
