"""The pages editors keep: the home page's words, texts such as the policy and the guide, the office's address."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Page

from registry.policy.privacy import publication_problems

FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]


class PublicText:
    """A page whose texts hold no full number of a person: asked whenever it is saved, published or scheduled (trust PRV-1)."""

    texts: tuple[str, ...] = ()

    def clean(self):
        super().clean()
        held = {
            self._meta.get_field(name).verbose_name: strip_tags(getattr(self, name)) for name in self.texts
        }
        head = {"标题": self.title, "网页标题": self.seo_title, "网页摘要": self.search_description}
        problems = publication_problems({**head, **held})
        if problems:
            raise ValidationError(problems)


class HomePage(PublicText, Page):
    """The root of the site. Open notices and figures are added from the registry when it is read."""

    texts = ("intro",)
    intro = models.TextField("导语", blank=True)
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    template = "pages/home.html"
    max_count = 1
    subpage_types = ["pages.TextPage"]

    class Meta:
        verbose_name = "首页"


class TextPage(PublicText, Page):
    """A text with, where it is a document, its number, issuer and day."""

    texts = ("summary", "document_number", "issuer", "body")
    summary = models.TextField("摘要", blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("发文机关", max_length=100, blank=True)
    issued_on = models.DateField("发文日期", null=True, blank=True)
    body = RichTextField("正文", features=FEATURES, blank=True)
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("document_number"), FieldPanel("issuer"), FieldPanel("issued_on")], heading="文件信息"
        ),
        FieldPanel("body"),
    ]
    template = "pages/text.html"
    parent_page_types = ["pages.HomePage", "pages.TextPage"]
    subpage_types = ["pages.TextPage"]

    class Meta:
        verbose_name = "文章"


@register_setting(icon="home")
class OfficeSettings(BaseSiteSetting):
    """Whom the public can reach, shown at the foot of every page."""

    TEXTS = ("name", "address", "phone", "hours", "site_code", "icp", "police")

    name = models.CharField("单位名称", max_length=100, default="伊金霍洛旗金融服务中心")
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    hours = models.CharField("办公时间", max_length=100, blank=True)
    email = models.EmailField("邮箱", blank=True)
    correction_url = models.URLField("政府网站找错网址", blank=True, help_text="不填则不显示。")
    site_code = models.CharField("政府网站标识码", max_length=20, blank=True, help_text="不填则不显示。")
    icp = models.CharField("ICP备案号", max_length=60, blank=True, help_text="不填则不显示。")
    police = models.CharField("公安联网备案号", max_length=60, blank=True, help_text="不填则不显示。")

    class Meta:
        verbose_name = "单位信息"

    def clean(self):
        super().clean()
        told = {
            f.verbose_name: getattr(self, f.name) for f in self._meta.concrete_fields if f.name in self.TEXTS
        }
        problems = publication_problems(told, contact=True)
        if problems:
            raise ValidationError(problems)
