"""A service guide with all its elements: a guide without them is a fault of the site (domain §6.3)."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from ..blocks import FEATURES, STEPS
from .checked import Article


class GuidePage(Article):
    """One thing the public comes for: who, on what ground, with which papers, how, how long, what it costs, where."""

    ELEMENTS = ("audience", "basis", "conditions", "materials", "time_limit", "fee", "result", "venue", "hours", "enquiries", "complaints")  # fmt: skip
    texts = (*Article.texts, "steps", *ELEMENTS)
    column_type = "办事服务"
    audience = models.CharField("受理对象", max_length=200)
    basis = RichTextField("设定依据", features=FEATURES, blank=True)
    conditions = RichTextField("受理条件", features=FEATURES)
    materials = RichTextField("申请材料", features=FEATURES, help_text="逐项写名称、份数、原件还是复印件。")
    steps = StreamField([("steps", STEPS)], verbose_name="办理流程", max_num=1)
    time_limit = models.CharField("办理时限", max_length=200)
    fee = models.CharField("收费", max_length=100, default="不收费")
    result = models.CharField("办理结果", max_length=200, blank=True)
    venue = models.CharField("办理地点", max_length=200)
    hours = models.CharField("办理时间", max_length=100)
    enquiries = models.CharField("咨询电话", max_length=60, help_text="填单位的电话，不填个人手机。")
    complaints = models.CharField("监督电话", max_length=60, blank=True)
    content_panels = [
        *Article.content_panels,
        MultiFieldPanel([FieldPanel("audience"), FieldPanel("basis"), FieldPanel("conditions"), FieldPanel("materials")], "办理要素"),
        FieldPanel("steps"),
        FieldRowPanel([FieldPanel("time_limit"), FieldPanel("fee")]),
        FieldPanel("result"),
        MultiFieldPanel([FieldPanel(n) for n in ("venue", "hours", "enquiries", "complaints")], "办理地点和电话"),
        *Article.body_panels,
    ]  # fmt: skip
    parent_page_types = ["pages.GuideIndex", "pages.TextPage"]
    template = "pages/guide.html"

    class Meta:
        verbose_name = "办事指南"
