"""The office as the site names it: whom the public can reach, the marks of a government site. Blank is not shown."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from registry.policy.identifiers import check_uscc
from registry.policy.privacy import publication_problems

LEFT_OUT = "不填则不显示。"


@register_setting(icon="home")
class OfficeSettings(BaseSiteSetting):
    """Whom the public can reach, shown at the foot of every page, and what the head of every page names."""

    TEXTS = ("name", "address", "phone", "hours", "site_code", "icp", "police", "site_name", "organiser", "description", "keywords")  # fmt: skip
    # What a government site must show (domain §6.1, §6.2) and nobody may make up.
    WANTED = ("site_name", "domain", "site_code", "organiser", "icp", "police", "conac_url", "correction_url", "uscc", "phone")  # fmt: skip

    site_name = models.CharField(
        "网站规范名称", max_length=60, blank=True, default="伊金霍洛旗信保贷", help_text="写入每页的元数据。"
    )
    domain = models.CharField(
        "网站域名", max_length=100, blank=True, help_text=f"如 xinbaodai.example.gov.cn。{LEFT_OUT}"
    )
    description = models.CharField("网站简介", max_length=200, blank=True, help_text="写入首页的元数据。")
    keywords = models.CharField("网站关键词", max_length=120, blank=True, help_text="用逗号隔开。")
    name = models.CharField("单位名称", max_length=100, default="伊金霍洛旗金融服务中心")
    uscc = models.CharField(
        "单位统一社会信用代码", max_length=18, blank=True, help_text="政策文件的索引号由它和年月、序号组成；不填则不编索引号。"
    )  # fmt: skip
    organiser = models.CharField("主办单位", max_length=100, blank=True, help_text=LEFT_OUT)
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    hours = models.CharField("办公时间", max_length=100, blank=True)
    email = models.EmailField("邮箱", blank=True)
    correction_url = models.URLField("政府网站找错网址", blank=True, help_text=LEFT_OUT)
    conac_url = models.URLField(
        "党政机关网站标识网址", blank=True, help_text=f"审核通过后给的标识查询网址。{LEFT_OUT}"
    )
    site_code = models.CharField("政府网站标识码", max_length=20, blank=True, help_text=LEFT_OUT)
    icp = models.CharField("ICP备案号", max_length=60, blank=True, help_text=LEFT_OUT)
    police = models.CharField("公安联网备案号", max_length=60, blank=True, help_text=LEFT_OUT)
    answer_workdays = models.PositiveSmallIntegerField(
        "留言答复期限（工作日）", default=5, validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="从收到的次日起算，写在留言页上；到期没有答复会提醒。",
    )  # fmt: skip

    panels = [
        MultiFieldPanel([FieldPanel("site_name"), FieldPanel("domain"), FieldPanel("description"), FieldPanel("keywords")], "网站"),
        MultiFieldPanel([FieldPanel(n) for n in ("name", "uscc", "organiser", "address", "phone", "hours", "email")], "单位"),
        MultiFieldPanel([FieldPanel(n) for n in ("conac_url", "correction_url", "site_code", "icp", "police")], "网站标识"),
        FieldPanel("answer_workdays"),
    ]  # fmt: skip

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
        if self.uscc and not check_uscc(self.uscc).ok:
            raise ValidationError({"uscc": [str(reason) for reason in check_uscc(self.uscc).errors]})

    def missing(self) -> list[str]:
        """Names of the marks that a government site must show and that are still blank."""
        return [self._meta.get_field(name).verbose_name for name in self.WANTED if not getattr(self, name)]
