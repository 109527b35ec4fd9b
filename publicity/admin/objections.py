"""Objections in the admin: the original for reading, the copy for sharing, the business's side, days, letters."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from registry.documents.issuing import papers_about
from registry.history import clock
from registry.ledger.admin_base import Kept, RegistryAdmin, Step, StepForm, VisibleInline
from registry.policy.dates import written

from .. import acts, handling, papers, receiving, statements
from ..deadlines import deadline_in_words, statement_by
from ..models import Objection, ObjectionPaper, Statement


class ReplyForm(StepForm):
    text = forms.CharField(
        label="答复内容",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="写明核查经过和结论，不写异议人的信息。",
    )


class CopyForm(StepForm):
    text = forms.CharField(
        label="脱敏文本", widget=forms.Textarea(attrs={"rows": 10}),
        help_text="已先隐去异议人的姓名、电话、地址和各类号码。请通读，把能看出是谁反映的内容也改写掉。",
    )  # fmt: skip

    def __init__(self, *args, record=None, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["text"].initial = statements.first_copy(record)


class FileForm(StepForm):
    file = forms.FileField(label="文件", help_text="PDF、JPG、PNG、DOCX、XLSX，不超过10MB。")


class StatementStepForm(StepForm):
    text = forms.CharField(label="说明内容", widget=forms.Textarea(attrs={"rows": 6}))
    signed_by = forms.CharField(label="说明人", max_length=80)
    file = forms.FileField(label="书面说明（扫描件或照片）", required=False)


def _sender(record):
    return [] if record.sort == "anonymous" else ["异议人"]


def _asked(record):
    recommender = record.entry.application.recommender
    return [record.entry.shown_name, *([recommender.name] if recommender else [])]


def _asking(record):
    return [
        "发出核实通知，附脱敏文本，不附原文和材料。",
        f"请其在{written(statement_by(clock.today()))}前说明；可以凭通知的查验码在网上提交。",
    ]


def _add_file(record, *, actor, today, reason, file):
    return papers.add_file(
        record, file=file, side=ObjectionPaper.Side.OFFICE, actor=actor, today=today, reason=reason
    )


def _goes_on(record):
    """What this finding brings about, and what the business has not said yet."""
    held = record.entry.status == "held"
    lines = (
        ["须由另一人批准；批准后该公示对象结束暂缓，按认定办理。"]
        if held
        else ["该公示对象公示期满时照常认定。"]
    )
    if not _unasked(record) and record.statement.given_on is None:
        lines.append(f"被反映对象还没有说明，说明期限到{written(record.statement.due_on)}。")
    return [*lines, "公示期满后，结果写入该公示对象的公开办理经过，不写是谁反映的。"]


def _open(record, user):
    return record.status in (*statements.OPEN, "received", "lead")


def _unasked(record):
    return not hasattr(record, "statement")


class OverdueFilter(admin.SimpleListFilter):
    title, parameter_name = "办理期限", "overdue"

    def lookups(self, request, model_admin):
        return [("yes", "已超期")]

    def queryset(self, request, queryset):
        return queryset.overdue(clock.today()) if self.value() == "yes" else queryset


class PaperInline(VisibleInline):
    model = ObjectionPaper
    fields = readonly_fields = ["side", "original_name", "size", "received_on"]


class StatementInline(VisibleInline):
    model = Statement
    fields = readonly_fields = ["letter", "asked_on", "due_on", "given_on", "signed_by", "text"]


@admin.register(Objection)
class ObjectionAdmin(RegistryAdmin):
    list_display = ["receipt_number", "entry", "sort", "received_on", "late", "status", "deadline"]
    list_filter = [OverdueFilter, "status", "sort", "late"]
    search_fields = ["receipt_number", "entry__shown_name", "entry__uscc"]
    list_select_related = ["entry"]
    inlines = [PaperInline, StatementInline]
    steps = (
        Step("accept", verb=handling.accept, recipients=_sender, consequences=lambda r: ["发出受理告知，核查期限起算。"]),
        Step("treat_as_lead", verb=handling.treat_as_lead),
        Step("investigate", verb=handling.investigate),
        Step("copy", verb=statements.share_copy, form=CopyForm, label="制作脱敏文本", permission=statements.RIGHT,
             when=lambda r, u: _open(r, u) and _unasked(r), consequences=lambda r: ["原文不动；对外只用脱敏文本。"]),
        Step("ask", verb=statements.ask_statement, label="要求被反映对象说明", permission=statements.RIGHT,
             when=lambda r, u: r.status in statements.OPEN and bool(r.shared_text) and _unasked(r),
             consequences=_asking, recipients=_asked),
        Step("state", verb=statements.record_statement, form=StatementStepForm, label="登记被反映对象的说明",
             permission=statements.RIGHT,
             when=lambda r, u: r.status in statements.OPEN and not _unasked(r) and r.statement.given_on is None),
        Step("paper", verb=_add_file, form=FileForm, label="登记材料", permission=statements.RIGHT, when=_open),
        Step("find_major", verb=handling.find_major, consequences=lambda r: ["该公示对象不予认定；其他对象不受影响。"]),
        Step("find_minor", verb=acts.find_minor, consequences=_goes_on),
        Step("find_unfounded", verb=acts.find_unfounded, consequences=_goes_on),
        Step("decline", verb=handling.decline, recipients=_sender, consequences=lambda r: ["理由写入不予受理告知，发给异议人。"]),
        Step("reply", verb=handling.reply, form=ReplyForm, recipients=_sender,
             consequences=lambda r: ["制发答复书，只写受理号；异议人凭受理号和完整的电话在网上看。"]),
    )  # fmt: skip

    def get_fields(self, request, obj=None):
        given = ["entry", "sort", "name", "phone", "address", "facts"]
        if obj is None:
            return [*given, "change_reason", "expected_version"]
        return [
            "receipt_number", *given, "untouched", "received_on", "late", "status", "deadline", "shared_text", "shared_on",
            "letters", "reply_text", "replied_on", "forgotten_on",
        ]  # fmt: skip

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_readonly_fields(self, request, obj=None):
        return ["untouched", "deadline", "letters"] if obj else []

    @admin.display(description="原文核对")
    def untouched(self, objection):
        if objection.forgotten_on:
            return f"{written(objection.forgotten_on)}保存期满清除，指纹{objection.original_sha256}"
        same = objection.original_sha256 == objection.fingerprint_now()
        return "与收到时一致" if same else "与收到时不一致，请立即报告系统管理员"

    @admin.display(description="办理期限", ordering="decide_due_on")
    def deadline(self, objection):
        return deadline_in_words(objection, clock.today())

    @admin.display(description="发出的文书")
    def letters(self, objection):
        rows = (
            (reverse("admin:documents_issueddocument_paper", args=[paper.pk]), paper.number, paper.title)
            for paper in papers_about(objection)
        )
        return format_html_join("", '<a href="{}">{} {}</a><br>', rows) or "—"

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


@admin.register(ObjectionPaper)
class ObjectionPaperAdmin(Kept):
    list_display = ["objection", "side", "original_name", "size", "received_on"]
    list_filter = ["side"]
    search_fields = ["objection__receipt_number", "original_name"]
    list_select_related = ["objection__entry"]
    exclude = ["file"]
    file_fields = ("file",)


@admin.register(Statement)
class StatementAdmin(Kept):
    list_display = ["objection", "asked_on", "due_on", "given_on", "online", "notice_letter"]
    list_filter = ["online", "due_on"]
    search_fields = ["objection__receipt_number", "objection__entry__shown_name"]
    list_select_related = ["objection__entry", "letter"]

    @admin.display(description="核实通知")
    def notice_letter(self, statement):
        address = reverse("admin:documents_issueddocument_paper", args=[statement.letter_id])
        return format_html('<a href="{}">{}</a>', address, statement.letter.number)
