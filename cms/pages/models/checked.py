"""What every page of the editors keeps to: no full number of a person, no day moved back, two persons before it is public."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester

from registry.history.errors import Refusal
from registry.policy.privacy import publication_problems

from ..blocks import BODY, words_of
from ..handing_in import CheckedPageForm, ReviewPanel
from ..watched import found_in


class TwoPersons(PagePermissionTester):
    """Nobody publishes at the press of a button: a page goes through the approval (models/approval.py)."""

    def can_publish(self):
        return False

    def can_publish_subpage(self):
        return False

    def can_unschedule(self):
        return self._approves()

    def can_move(self):
        """A page that was public changes its address; the old one leads on (wagtail.contrib.redirects)."""
        return self._approves() and not self.page_is_root

    def can_move_to(self, destination):
        return self._approves() and super().can_move_to(destination)

    def can_delete(self, ignore_bulk=False):
        """What was public is taken down, not deleted: its address goes on saying so (410)."""
        shown = models.Q(live=True) | models.Q(first_published_at__isnull=False)
        seen = self.page.get_descendants(inclusive=True).filter(shown)
        return super().can_delete(ignore_bulk) and not seen.exists()

    def _approves(self):
        return self.user.is_active and "publish" in getattr(self, "permissions", ())


class PublicText:
    """Asked whenever a page is saved, published or scheduled (trust PRV-1). `texts` names the fields people read."""

    texts: tuple[str, ...] = ()
    base_form_class = CheckedPageForm

    def read_texts(self) -> dict[str, str]:
        """{label: plain text} of everything that people read."""
        held = {self._meta.get_field(name).verbose_name: _plain(getattr(self, name)) for name in self.texts}
        return {"标题": self.title, "网页标题": self.seo_title, "网页摘要": self.search_description} | held

    def watched_words(self):
        """Words of the office's list that stand in this page."""
        from .words import WordList

        return found_in("\n".join(self.read_texts().values()), WordList.words())

    def clean(self):
        super().clean()
        problems = publication_problems(self.read_texts())
        if problems:
            raise ValidationError(problems)

    def save(self, *args, **kwargs):
        """Raises Refusal where the day of the first publication would be another (domain §6.3)."""
        stored = type(self)._base_manager.filter(pk=self.pk).values_list("first_published_at", flat=True)
        first = stored.first() if self.pk else None
        if first is not None and self.first_published_at != first:
            raise Refusal(f"“{self.title}”的首次发布时间是{first:%Y-%m-%d %H:%M}，不能改动。")
        return super().save(*args, **kwargs)

    save.alters_data = True

    def permissions_for_user(self, user):
        return TwoPersons(user, self)


def _plain(value):
    return strip_tags(words_of(value) if isinstance(value, StreamValue) else value or "")


class Marked(models.Model):
    """What the head of a page tells machines beyond its title (domain §6.1)."""

    keywords = models.CharField(
        "关键词", max_length=120, blank=True, help_text="用逗号隔开，写入网页的元数据。"
    )

    class Meta:
        abstract = True


class Article(PublicText, Marked, Page):
    """A page to be read: summary, body of blocks, where it comes from."""

    texts = ("summary", "body", "source", "keywords")
    summary = models.TextField("摘要", blank=True, help_text="一两句话，显示在标题下和栏目列表中。")
    source = models.CharField("来源", max_length=100, blank=True, help_text="发布单位。不填则为本单位。")
    body = StreamField(
        BODY, blank=True, verbose_name="正文", help_text="点“＋”添加标题、段落、图片、表格等。"
    )
    subpage_types: list[str] = []
    column_type = "工作动态"
    content_panels = [ReviewPanel(), *Page.content_panels, FieldPanel("summary")]
    body_panels = [FieldPanel("body")]
    promote_panels = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("keywords")], "网址与元数据"),
        FieldPanel("source"),
    ]  # fmt: skip

    class Meta:
        abstract = True

    @property
    def content_source(self):
        return self.source
