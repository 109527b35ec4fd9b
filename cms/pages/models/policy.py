"""A policy document with the fields a government site shows of it (domain §6.5)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField

from ..blocks import Attachment
from .checked import Article

SUBJECTS = (
    "综合政务", "国民经济管理、国有资产监管", "财政、金融、审计", "工业、交通", "商贸、海关、旅游", "市场监管、安全生产监管",
    "农业、林业、水利", "科技、教育", "城乡建设、环境保护", "民政、扶贫、救灾", "劳动、人事、监察", "公安、安全、司法", "其他",
)  # fmt: skip


class PolicyPage(Article):
    """A document. Its index number is given once, when it is first saved and the office's own code is known."""

    class Validity(models.TextChoices):
        UNVERIFIED = "unverified", "待核实"
        VALID = "valid", "有效"
        AMENDED = "amended", "已修改"
        LAPSED = "lapsed", "失效"
        REPEALED = "repealed", "废止"

    class Openness(models.TextChoices):
        ACTIVE = "active", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"

    texts = (*Article.texts, "issuer", "document_number", "attachments")
    column_type = "政策文件"
    index_number = models.CharField("索引号", max_length=40, blank=True, editable=False)
    subject = models.CharField(
        "主题分类", max_length=40, choices=[(s, s) for s in SUBJECTS], default="财政、金融、审计"
    )
    issuer = models.CharField("发文机关", max_length=100)
    document_number = models.CharField(
        "发文字号", max_length=60, blank=True, help_text="没有文号的不填，页面上显示“无”。"
    )
    written_on = models.DateField(
        "成文日期", null=True, blank=True, help_text="文件落款的日期，不是上网的日期。"
    )
    released_on = models.DateField("发布日期", null=True, blank=True, help_text="发文机关对外发布的日期。")
    in_force_on = models.DateField("施行日期", null=True, blank=True)
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    validity = models.CharField(
        "有效性", max_length=12, choices=Validity, default=Validity.UNVERIFIED, help_text="没有查清的保持“待核实”。规范性文件一般有效期五年。"
    )  # fmt: skip
    openness = models.CharField("公开方式", max_length=12, choices=Openness, default=Openness.ACTIVE)
    reading = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="解读（本站页面）",
    )
    reading_url = models.URLField("解读（外站网址）", blank=True)
    attachments = StreamField([("attachment", Attachment())], blank=True, verbose_name="附件")
    content_panels = [
        *Article.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("index_number", read_only=True),
                FieldRowPanel([FieldPanel("subject"), FieldPanel("openness")]),
                FieldRowPanel([FieldPanel("issuer"), FieldPanel("document_number")]),
                FieldRowPanel([FieldPanel("written_on"), FieldPanel("released_on")]),
                FieldRowPanel([FieldPanel("in_force_on"), FieldPanel("repealed_on")]),
                FieldPanel("validity"),
            ],
            heading="文件信息",
        ),
        *Article.body_panels,
        FieldPanel("attachments"),
        MultiFieldPanel([PageChooserPanel("reading"), FieldPanel("reading_url")], heading="政策解读"),
    ]
    parent_page_types = ["pages.PolicyIndex", "pages.TextPage"]
    template = "pages/policy.html"
    exclude_fields_in_copy = ["index_number"]

    class Meta:
        verbose_name = "政策文件"
        constraints = [
            models.UniqueConstraint(
                fields=["index_number"], condition=~Q(index_number=""), name="uq_policy_index_number"
            )
        ]

    @property
    def content_source(self):
        return self.source or self.issuer

    def clean(self):
        super().clean()
        ended = self.validity in (self.Validity.LAPSED, self.Validity.REPEALED)
        if self.validity == self.Validity.REPEALED and self.repealed_on is None:
            raise ValidationError({"repealed_on": "有效性是“废止”，请填写废止日期。"})
        if self.repealed_on and not ended:
            raise ValidationError({"validity": "填写了废止日期，有效性应选“废止”或者“失效”。"})
        if self.written_on and self.released_on and self.released_on < self.written_on:
            raise ValidationError({"released_on": "发布日期早于成文日期，请核对。"})

    def save(self, *args, **kwargs):
        from ..numbering import index_number_for

        if not self.index_number and not kwargs.get("update_fields"):
            self.index_number = index_number_for(self)
        return super().save(*args, **kwargs)

    save.alters_data = True
