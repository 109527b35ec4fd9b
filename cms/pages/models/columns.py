"""Columns of the site: a list of pages with a word on top. Empty ones do not stand in the menu (domain §6.3)."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from ..handing_in import ReviewPanel
from ..paging import page_of
from .checked import Marked, PublicText


class Column(PublicText, Marked, Page):
    """`children` lists what is public, newest first."""

    texts = ("intro", "keywords")
    intro = models.TextField(
        "栏目说明", blank=True, help_text="一两句话，显示在列表上方，也写入网页的元数据。"
    )
    content_panels = [ReviewPanel(), *Page.content_panels, FieldPanel("intro")]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("show_in_menus"), FieldPanel("keywords")], "网址、菜单与元数据"
        )
    ]
    parent_page_types = ["pages.HomePage"]
    show_in_menus_default = True
    max_count = 1

    class Meta:
        abstract = True

    def children(self):
        """Public pages below this one, with their own fields."""
        return self.get_children().live().public().order_by("-first_published_at", "-pk").specific()

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"page_obj": page_of(request, self.children())}


class PolicyIndex(Column):
    template = "pages/column.html"
    subpage_types = ["pages.PolicyPage", "pages.TextPage"]
    column_type = "政策文件"

    class Meta:
        verbose_name = "政策文件栏目"


class GuideIndex(Column):
    template = "pages/column.html"
    subpage_types = ["pages.GuidePage", "pages.FAQPage", "pages.TextPage"]
    column_type = "办事服务"

    class Meta:
        verbose_name = "办事指南栏目"


class CaseIndex(Column):
    template = "pages/column.html"
    subpage_types = ["pages.CasePage"]
    column_type = "工作动态"

    class Meta:
        verbose_name = "典型案例栏目"


class NewsIndex(Column):
    template = "pages/column.html"
    subpage_types = ["pages.NewsPage"]
    column_type = "工作动态"

    class Meta:
        verbose_name = "工作动态栏目"
