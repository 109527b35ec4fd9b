"""Notices, entries, proofs, objections and announcements in the admin."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html, format_html_join

from registry.history import clock
from registry.history.errors import Refusal
from registry.ledger.admin_base import ReadOnlyAdmin, RegistryAdmin, Step, StepForm, VisibleInline
from registry.policy.calendars import current_calendar
from registry.screening.models import Application

from . import acts, closing, drafting, handling, opening, posting, receiving, withdrawing
from .days import period_in_words
from .models import Announcement, Notice, NoticeEntry, Objection, Posting
from .windows import recount


def day_field(label, **options):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


class Kept(RegistryAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


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
    fields = readonly_fields = ["channel", "place", "posted_on", "removed_on", "url"]


class PostingForm(StepForm):
    channel = forms.ChoiceField(label="渠道", choices=Posting.Channel.choices)
    place = forms.CharField(label="地点或栏目", max_length=100, required=False)
    posted_on = day_field("发布（张贴）日期")
    url = forms.URLField(label="网址", required=False, assume_scheme="https")
    photo = forms.FileField(label="照片或截图", required=False)


class NoticeForm(forms.ModelForm):
    """Drafting: which approved applications, and whom to object to."""

    applications = forms.ModelMultipleChoiceField(
        label="列入公示的申报", queryset=Application.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text="只列出“领导小组审核通过，待公示”的申报；一份公示只含一个批次。",
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
        for name in ("title", "body"):
            self.fields[name].required = False
            self.fields[name].help_text = "留空则按规定格式自动拟写。"

    def clean(self):
        cleaned = super().clean()
        chosen = list(cleaned.get("applications") or [])
        if chosen and cleaned.get("contact"):
            for sentence in _refusals(chosen, cleaned["contact"]):
                self.add_error(None, sentence)
        return cleaned


def _refusals(applications, contact):
    try:
        drafting.check(applications, contact, clock.today())
    except Refusal as refusal:
        return refusal.sentences
    return []


def _recount(record, *, actor, today, reason):
    return recount(record, current_calendar(), actor=actor, reason=reason)


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
        Step("posting", verb=_add_posting, form=PostingForm, label="登记发布凭据", permission="publicity.add_posting",
             when=lambda r, u: r.status in ("open", "closed")),
        Step("recount", verb=_recount, label="核定公示期", permission="publicity.close_notice", when=lambda r, u: r.status == "open"),
        Step("close", verb=closing.close_notice),
        Step("withdraw", verb=withdrawing.withdraw_notice, recipients=lambda r: ["社会公众"]),
    )  # fmt: skip

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
            "extension_note",
            "text_sha256",
        ]
        return [("公示", {"fields": shown})]

    def get_readonly_fields(self, request, obj=None):
        return ["period", *(f.name for f in Notice._meta.fields)] if obj else []

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    @admin.display(description="进度")
    def period(self, notice):
        return period_in_words(notice, clock.today())

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        made = drafting.draft_notice(
            given["applications"], title=given["title"], body=given["body"], contact=given["contact"], actor=request.user,
            today=clock.today(), reason=given["change_reason"],
        )  # fmt: skip
        obj.pk, obj.version, obj.title, obj.batch = made.pk, made.version, made.title, made.batch

    def save_related(self, request, form, formsets, change):
        """The draft came whole from the verb."""


@admin.register(NoticeEntry)
class NoticeEntryAdmin(Kept):
    list_display = ["notice", "ordinal", "shown_name", "uscc", "town", "status", "outcome_on"]
    list_filter = ["status", "notice"]
    search_fields = ["shown_name", "uscc"]
    list_select_related = ["notice"]
    steps = (
        Step("refuse", verb=closing.refuse_blocked, consequences=lambda r: ["只在其间出现不得申请的情形时使用；有异议的请在“异议”中办理。"]),
        Step("withdraw", verb=withdrawing.withdraw_entry),
    )  # fmt: skip


@admin.register(Posting)
class PostingAdmin(Kept):
    list_display = ["notice", "channel", "place", "posted_on", "removed_on"]
    list_filter = ["channel"]
    exclude = ["photo"]
    file_fields = ("photo",)


class ReplyForm(StepForm):
    text = forms.CharField(
        label="答复内容", widget=forms.Textarea(attrs={"rows": 6}), help_text="写明核查经过和结论。"
    )


def _sender(record):
    return [] if record.sort == "anonymous" else ["异议人"]


@admin.register(Objection)
class ObjectionAdmin(RegistryAdmin):
    list_display = ["receipt_number", "entry", "sort", "received_on", "late", "status"]
    list_filter = ["status", "sort", "late"]
    search_fields = ["receipt_number", "entry__shown_name", "entry__uscc"]
    list_select_related = ["entry"]
    file_fields = ("evidence",)
    steps = (
        Step("accept", verb=handling.accept),
        Step("treat_as_lead", verb=handling.treat_as_lead),
        Step("investigate", verb=handling.investigate),
        Step(
            "find_major",
            verb=handling.find_major,
            consequences=lambda r: ["该公示对象不予认定；其他对象不受影响。"],
        ),
        Step("find_minor", verb=acts.find_minor),
        Step("find_unfounded", verb=acts.find_unfounded),
        Step("decline", verb=handling.decline),
        Step("reply", verb=handling.reply, form=ReplyForm, recipients=_sender),
    )

    def get_fields(self, request, obj=None):
        given = ["entry", "sort", "name", "phone", "address", "facts"]
        if obj is None:
            return [*given, "change_reason", "expected_version"]
        return ["receipt_number", *given, "received_on", "late", "status", "reply_text", "replied_on"]

    def has_add_permission(self, request):
        return request.user.has_perm("publicity.accept_objection")

    def has_change_permission(self, request, obj=None):
        return obj is None and request.user.has_perm("publicity.accept_objection")

    def save_model(self, request, obj, form, change):
        given = {name: form.cleaned_data[name] for name in ("sort", "name", "phone", "address", "facts")}
        made = receiving.receive_objection(
            obj.entry,
            actor=request.user,
            today=clock.today(),
            reason=form.cleaned_data["change_reason"],
            **given,
        )
        obj.pk, obj.version, obj.receipt_number = made.pk, made.version, made.receipt_number


@admin.register(Announcement)
class AnnouncementAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "number", "published_on", "expires_on", "address"]
    list_filter = ["kind", "published_on"]
    search_fields = ["title", "number", "serial"]
    fields = [
        "kind", "number", "title", "body", "listed", "notice", "corrects", "published_on", "expires_on", "address",
        "check_code", "sha256", "recorded_at",
    ]  # fmt: skip

    @admin.display(description="名单")
    def listed(self, announcement):
        lines = ((row.get("shown_name", ""), row.get("uscc", "")) for row in announcement.rows)
        return format_html_join("", "{}（{}）<br>", lines) or "—"

    @admin.display(description="公开页面")
    def address(self, announcement):
        return format_html('<a href="{}">{}</a>', announcement.get_absolute_url(), announcement.serial)
