"""Notices, their entries and the proofs of posting in the admin."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from registry.documents.admin.answers import word_answer
from registry.history import clock
from registry.history.errors import Refusal
from registry.ledger.admin_base import (
    Kept,
    ReadOnlyAdmin,
    RegistryAdmin,
    Step,
    StepForm,
    VisibleInline,
    day_field,
)
from registry.screening.models import Application

from .. import acts, closing, correcting, drafting, opening, posting, wechat, withdrawing
from ..certifying import standing_certificate
from ..days import how_reached, period_in_words
from ..models import Notice, NoticeEntry, PageCheck, Posting
from ..publicdata import shown_entries
from ..sheets import word_of
from ..windows import review_window
from ..wording.certificate import moment_words
from .base import time_field


class EntryInline(VisibleInline):
    model = NoticeEntry
    fields = readonly_fields = [
        "ordinal",
        "shown_name",
        "uscc",
        "town",
        "recommender",
        "status",
        "outcome_on",
    ]


class PostingInline(VisibleInline):
    model = Posting
    fields = readonly_fields = ["channel", "place", "posted_on", "posted_at", "posted_by", "removed_on"]


class PostingForm(StepForm):
    channel = forms.ChoiceField(label="渠道", choices=Posting.Channel.choices)
    place = forms.CharField(label="地点或栏目", max_length=100, required=False)
    posted_on = day_field("发布（张贴）日期")
    posted_at = time_field("发布（张贴）时间")
    url = forms.URLField(label="网址", required=False, assume_scheme="https")
    photo = forms.FileField(label="照片或截图", required=False)


class RemovalForm(StepForm):
    removed_on = day_field("撤下日期")
    removed_at = time_field("撤下时间")
    url = forms.URLField(label="撤下后的网址", required=False, assume_scheme="https")
    photo = forms.FileField(label="撤下后的照片或截图", required=False)


class NoticeForm(forms.ModelForm):
    """Drafting: which approved applications, and whom to object to."""

    applications = forms.ModelMultipleChoiceField(
        label="列入公示的申报", queryset=Application.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text="只列出“领导小组审核通过，待公示”的申报；一份公示只含一个批次。",
    )  # fmt: skip
    supplements = forms.ModelChoiceField(
        label="补充哪一份公示", queryset=Notice.objects.none(), required=False, empty_label="不是补充公示",
        help_text="名单漏列的，作补充公示：补充的对象另有自己的公示期，原公示不受影响。",
    )  # fmt: skip
    change_reason = forms.CharField(label="变更理由", max_length=300, required=False)
    expected_version = forms.IntegerField(label="", widget=forms.HiddenInput, required=False)

    class Meta:
        model = Notice
        fields = ["title", "body", "contact"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        live = NoticeEntry.objects.exclude(status="withdrawn").values("application")
        waiting = Application.objects.filter(status="approved").exclude(pk__in=live)
        self.fields["applications"].queryset = waiting.select_related("business", "round")
        public = Notice.objects.filter(status__in=("open", "closed"), supplements=None)
        self.fields["supplements"].queryset = public.order_by("-id")
        for name in ("title", "body"):
            self.fields[name].required = False
            self.fields[name].help_text = "留空则按“文稿模板”自动拟写。"

    def clean(self):
        cleaned = super().clean()
        chosen = list(cleaned.get("applications") or [])
        if chosen and cleaned.get("contact"):
            for sentence in _refusals(chosen, cleaned["contact"], cleaned.get("supplements")):
                self.add_error(None, sentence)
        return cleaned


def _refusals(applications, contact, supplements):
    try:
        drafting.check(applications, contact, clock.today(), supplements=supplements)
    except Refusal as refusal:
        return refusal.sentences
    return []


def _late_means(notice):
    missing = posting.missing_channels(notice)
    told = [f"还没有凭据的规定渠道：{'、'.join(missing)}。"] if missing else []
    return (
        [*told, "规定渠道发布较晚的，系统随即提出顺延公示期，由另一人批准；批准以前本公示不办结。"]
        if missing
        else told
    )


def _add_posting(record, *, actor, today, reason, **given):
    return posting.record_posting(record, actor=actor, today=today, reason=reason, **given)


@admin.register(Notice)
class NoticeAdmin(RegistryAdmin):
    list_display = ["title", "number", "batch", "status", "published_on", "ends_on", "period"]
    list_filter = ["status", "batch", "provisional"]
    search_fields = ["title", "number", "serial"]
    inlines = [EntryInline, PostingInline]
    steps = (
        Step("open", verb=opening.open_notice, recipients=lambda r: ["社会公众"],
             consequences=lambda r: ["编号并在公共网站发布，名单和截止日随即固定。", "从次日起计满规定的工作日，截止日24时届满。"]),
        Step("posting", verb=_add_posting, form=PostingForm, consequences=_late_means, label="登记发布凭据", permission="publicity.add_posting",
             when=lambda r, u: r.status in ("open", "closed")),
        Step("recount", verb=review_window, label="核定公示期", permission="publicity.close_notice", when=lambda r, u: r.status == "open",
             consequences=lambda r: ["按现行工作日历重新计算；须顺延的，提请另一人批准；公布的截止日不提前。"]),
        Step("close", verb=closing.close_notice),
        Step("withdraw", verb=withdrawing.withdraw_notice, recipients=lambda r: ["社会公众"]),
    )  # fmt: skip

    change_form_template = "admin/publicity/notice/change_form.html"

    def get_urls(self):
        views = [("", "wechat", self.wechat_view), ("cover.svg", "wechat_svg", self.cover_view), ("cover.png", "wechat_png", self.cover_view)]  # fmt: skip
        own = [
            path(
                f"<int:object_id>/wechat/{tail}",
                self.admin_site.admin_view(view),
                name=f"publicity_notice_{name}",
            )
            for tail, name, view in views
        ]
        word = path(
            "<int:object_id>/word/", self.admin_site.admin_view(self.word_view), name="publicity_notice_word"
        )
        return [word, *own, *super().get_urls()]

    def word_view(self, request, object_id):
        """The notice as published, as a Word file."""
        notice = self._published(request, object_id)
        content = word_of(notice)
        if content is None:
            raise Http404
        return word_answer(content, f"{notice.serial}.docx")

    def _published(self, request, object_id):
        """The notice, where it is public and this person may see it."""
        self.must_read(request)
        notice = self.get_queryset(request).filter(pk=object_id).exclude(serial=None).first()
        if notice is None or notice.status == "withdrawn":
            raise Http404
        return notice

    def wechat_view(self, request, object_id):
        """Text and cover, ready to be pasted into an article."""
        notice = self._published(request, object_id)
        address = settings.SITE_URL.rstrip("/") + notice.get_absolute_url()
        said = wechat.article(notice, shown_entries(notice, clock.today()), address)
        context = {
            **self.admin_site.each_context(request), "title": f"公众号稿件：{notice.number}", "opts": self.opts, "notice": notice,
            "said": said, "plain": wechat.plain_text(said), "has_font": wechat.chinese_font() is not None,
        }  # fmt: skip
        return TemplateResponse(request, "admin/publicity/notice/wechat.html", context)

    def cover_view(self, request, object_id):
        notice = self._published(request, object_id)
        if request.path.endswith(".svg"):
            return HttpResponse(wechat.cover_svg(notice), content_type="image/svg+xml; charset=utf-8")
        drawn = wechat.cover_png(notice)
        if drawn is None:
            raise Http404
        answer = HttpResponse(drawn, content_type="image/png")
        answer["Content-Disposition"] = f'attachment; filename="{notice.serial}.png"'
        return answer

    def reached(self, record):
        return [how_reached(record)] if record.marks else []

    def get_form(self, request, obj=None, **kwargs):
        return NoticeForm if obj is None else super().get_form(request, obj, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [
                (
                    "拟公示",
                    {
                        "fields": [
                            "applications",
                            "supplements",
                            "title",
                            "body",
                            "contact",
                            "change_reason",
                            "expected_version",
                        ]
                    },
                )
            ]
        shown = [
            "title",
            "batch",
            "number",
            "published_on",
            "starts_on",
            "ends_on",
            "period",
            "body",
            "contact",
            "supplements",
            "extension_note",
            "text_sha256",
            "check_code",
            "looks",
            "certificate",
        ]
        return [("公示", {"fields": shown})]

    def get_readonly_fields(self, request, obj=None):
        return ["period", "looks", "certificate", *(f.name for f in Notice._meta.fields)] if obj else []

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    @admin.display(description="进度")
    def period(self, notice):
        return period_in_words(notice, clock.today())

    @admin.display(description="网页核验")
    def looks(self, notice):
        url = f"{reverse('admin:publicity_pagecheck_changelist')}?notice__id__exact={notice.pk}"
        last = notice.page_checks.order_by("-id").first()
        if last is None:
            return "没有核验记录"
        text = f"共{notice.page_checks.count()}次，最近一次{moment_words(last.checked_at)}：{last.get_result_display()}"
        return format_html('{} <a href="{}">查看记录</a>', text, url)

    @admin.display(description="公示情况证明")
    def certificate(self, notice):
        found = standing_certificate(notice)
        if found is None:
            return "公示期满办结时出具"
        url = reverse("admin:documents_issueddocument_paper", args=[found.document_id])
        return format_html('<a href="{}">{}</a>', url, found.document.number)

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        made = drafting.draft_notice(
            given["applications"], title=given["title"], body=given["body"], contact=given["contact"],
            supplements=given["supplements"], actor=request.user, today=clock.today(), reason=given["change_reason"],
        )  # fmt: skip
        obj.pk, obj.version, obj.title, obj.batch = made.pk, made.version, made.title, made.batch

    def save_related(self, request, form, formsets, change):
        """The draft came whole from the verb."""


def _corrections(entry):
    lines = [
        f"{label}：“{old or '（空）'}”改为“{new or '（空）'}”。"
        for label, old, new in correcting.differences(entry)
    ]
    told = "另一人批准后，名单随即改正，并发布更正公告；公示期不变，不重新公示。"
    return [*(lines or ["现在公示的内容与登记一致，没有可更正的。"]), told]


@admin.register(NoticeEntry)
class NoticeEntryAdmin(Kept):
    list_display = ["notice", "ordinal", "shown_name", "uscc", "town", "status", "outcome_on"]
    list_filter = ["status", "notice"]
    search_fields = ["shown_name", "uscc"]
    list_select_related = ["notice"]
    steps = (
        Step("refuse", verb=closing.refuse_blocked, consequences=lambda r: ["只在其间出现不得申请的情形时使用；有异议的请在“异议”中办理。"]),
        Step("correct", verb=acts.propose_correction, label="更正公示信息", permission=correcting.RIGHT, needs_reason=True,
             when=lambda r, u: r.status in correcting.LIVE and bool(correcting.differences(r)), consequences=_corrections),
        Step("withdraw", verb=withdrawing.withdraw_entry,
             consequences=lambda r: ["公示页面上保留序号，注明已撤回，不再显示名称。", "其他对象不受影响，按期届满。"] if r.status != "pending" else []),
    )  # fmt: skip


@admin.register(Posting)
class PostingAdmin(Kept):
    list_display = [
        "notice",
        "channel",
        "place",
        "posted_on",
        "posted_at",
        "posted_by",
        "removed_on",
        "removed_by",
    ]
    list_filter = ["channel"]
    exclude = ["photo", "removal_photo"]
    file_fields = ("photo", "removal_photo")
    steps = (
        Step("remove", verb=posting.record_removal, form=RemovalForm, label="登记撤下", permission="publicity.change_posting",
             when=lambda r, u: r.removed_on is None and r.channel != "website"),
    )  # fmt: skip


@admin.register(PageCheck)
class PageCheckAdmin(ReadOnlyAdmin):
    list_display = ["checked_at", "number", "result", "latency_ms", "note"]
    list_filter = ["result", "notice"]
    list_select_related = ["notice"]
    fields = [
        "notice", "checked_at", "result", "http_status", "latency_ms", "seen_sha256", "expected_sha256", "note",
    ]  # fmt: skip

    @admin.display(description="公示文号")
    def number(self, look):
        return look.notice.number
