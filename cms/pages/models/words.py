"""The office's own list of words to look at twice before they are published (domain §6.3)."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from ..watched import FIRST, list_problems, read_list


@register_setting(icon="spell-check", order=210)
class WordList(BaseSiteSetting):
    """One word a line. A page that holds one of them is handed in only after its editor has looked at it."""

    text = models.TextField(
        "错敏词", blank=True, default=FIRST,
        help_text="每行一个，写作“错词=应写作”；没有固定写法的只写词。提交审核时，网页中有这些词的，先请编辑核对。",
    )  # fmt: skip
    panels = [FieldPanel("text")]

    class Meta:
        verbose_name = "错敏词表"

    def clean(self):
        super().clean()
        problems = list(list_problems(self.text))
        if problems:
            raise ValidationError({"text": problems})

    @classmethod
    def words(cls) -> dict[str, str]:
        """{word: what to write instead}; the first list where nobody has kept one yet."""
        kept = cls.objects.first()
        return read_list(FIRST if kept is None else kept.text)
