"""What happened, what is asked often, and how businesses did well with credit (R57)."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from registry.parties.places import PLACES

from ..blocks import QUESTIONS
from .checked import Article


class NewsPage(Article):
    """工作动态."""

    texts = (*Article.texts, "author")
    author = models.CharField("作者", max_length=40, blank=True)
    content_panels = [*Article.content_panels, *Article.body_panels, FieldPanel("author")]
    parent_page_types = ["pages.NewsIndex", "pages.TextPage"]
    template = "pages/article.html"

    class Meta:
        verbose_name = "工作动态"


class FAQPage(Article):
    """常见问题."""

    texts = (*Article.texts, "questions")
    column_type = "回应关切"
    questions = StreamField([("questions", QUESTIONS)], verbose_name="问答", max_num=1)
    content_panels = [*Article.content_panels, FieldPanel("questions"), *Article.body_panels]
    promote_panels = [FieldPanel("show_in_menus"), *Article.promote_panels]
    parent_page_types = ["pages.HomePage", "pages.GuideIndex", "pages.TextPage"]
    template = "pages/faq.html"

    class Meta:
        verbose_name = "常见问题"


class CasePage(Article):
    """典型案例: only with the business's own consent, which may be taken back at any time (R57, PIPL 15)."""

    texts = (*Article.texts, "business_name", "trade")
    business_name = models.CharField(
        "企业（户）名称", max_length=100, help_text="可以写化名，如“某食品加工企业”。"
    )
    town = models.CharField("所属镇", max_length=12, choices=PLACES.items(), blank=True)
    trade = models.CharField("行业", max_length=60, blank=True)
    consent_on = models.DateField(
        "同意公开的日期", help_text="企业（户）书面同意公开本案例的日期。没有书面同意的不得发布。"
    )
    consent_paper = models.CharField(
        "同意书存放处", max_length=120, help_text="只供内部查阅，不公开。例：档案柜三，2026年第5号。"
    )
    consent_ended_on = models.DateField(
        "撤回同意的日期", null=True, blank=True, help_text="填写后，到这一天网页自动撤下。"
    )
    content_panels = [
        *Article.content_panels,
        FieldRowPanel([FieldPanel("business_name"), FieldPanel("trade"), FieldPanel("town")]),
        MultiFieldPanel([FieldPanel("consent_on"), FieldPanel("consent_paper"), FieldPanel("consent_ended_on")], "本人同意（不公开）"),
        *Article.body_panels,
    ]  # fmt: skip
    parent_page_types = ["pages.CaseIndex", "pages.TextPage"]
    template = "pages/case.html"

    class Meta:
        verbose_name = "典型案例"

    def clean(self):
        super().clean()
        if self.consent_ended_on and self.consent_on and self.consent_ended_on < self.consent_on:
            raise ValidationError({"consent_ended_on": "撤回同意的日期早于同意的日期，请核对。"})
