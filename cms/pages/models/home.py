"""The root of the site, and the plain text of the first version, which goes on working at its address."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from ..handing_in import ReviewPanel
from .checked import PublicText

FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]


class HomePage(PublicText, Page):
    """The root of the site. Open notices and figures are added from the registry when it is read."""

    texts = ("intro",)
    column_type = "首页"
    intro = models.TextField("导语", blank=True)
    content_panels = [ReviewPanel(), *Page.content_panels, FieldPanel("intro")]
    template = "pages/home.html"
    max_count = 1
    subpage_types = [
        "pages.PolicyIndex", "pages.GuideIndex", "pages.CaseIndex", "pages.NewsIndex", "pages.FAQPage", "pages.TextPage",
    ]  # fmt: skip

    class Meta:
        verbose_name = "首页"

    def serve(self, request, *args, **kwargs):
        """The home page as the registry fills it, also in the editors' preview."""
        from cms.pages.views.boards import home

        return home(request, page=self)


class TextPage(PublicText, Page):
    """A text with, where it is a document, its number, issuer and day."""

    texts = ("summary", "document_number", "issuer", "body")
    column_type = "概况信息"
    summary = models.TextField("摘要", blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("发文机关", max_length=100, blank=True)
    issued_on = models.DateField("发文日期", null=True, blank=True)
    body = RichTextField("正文", features=FEATURES, blank=True)
    content_panels = [
        ReviewPanel(),
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("document_number"), FieldPanel("issuer"), FieldPanel("issued_on")], heading="文件信息"
        ),
        FieldPanel("body"),
    ]
    template = "pages/text.html"
    parent_page_types = ["pages.HomePage", "pages.TextPage"]
    subpage_types = [
        "pages.TextPage", "pages.PolicyPage", "pages.GuidePage", "pages.CasePage", "pages.NewsPage", "pages.FAQPage",
    ]  # fmt: skip

    class Meta:
        verbose_name = "文章"

    @property
    def content_source(self):
        return self.issuer
