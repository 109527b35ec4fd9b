"""Letters of the public in the registers: the original for reading, the answer, the copy for everybody, days."""

from django import forms
from django.contrib import admin

from registry.history import clock
from registry.ledger.admin_base import RegistryAdmin, Step, StepForm
from registry.policy.dates import written

from . import letters
from .models import Letter


class AnswerForm(StepForm):
    text = forms.CharField(
        label="答复",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="留言人凭编号和查询码在网上看。不写个人的完整号码。",
    )


class CopyForm(StepForm):
    subject = forms.CharField(label="公开的主题", max_length=60)
    text = forms.CharField(
        label="公开的内容",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="已先隐去各类号码和称呼。请通读，把能看出是谁的内容也改写掉。",
    )
    answer = forms.CharField(label="公开的答复", widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args, record=None, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        for name, text in letters.first_copy(record).items():
            self.fields[name].initial = text


class LateFilter(admin.SimpleListFilter):
    title, parameter_name = "答复期限", "overdue"

    def lookups(self, request, model_admin):
        return [("yes", "已超期")]

    def queryset(self, request, queryset):
        return queryset.overdue(clock.today()) if self.value() == "yes" else queryset


@admin.register(Letter)
class LetterAdmin(RegistryAdmin):
    list_display = ["receipt_number", "kind", "subject", "received_on", "status", "deadline"]
    list_filter = [LateFilter, "status", "kind", "may_publish"]
    search_fields = ["receipt_number", "subject", "public_subject"]
    fields = [
        "receipt_number", "kind", "subject", "text", "name", "phone", "may_publish", "received_on", "due_on", "status", "answer",
        "answered_on", "public_subject", "public_text", "public_answer", "published_on", "forgotten_on",
    ]  # fmt: skip
    steps = (
        Step("answer", verb=letters.answer, form=AnswerForm, recipients=lambda r: ["留言人"]),
        Step("decline", verb=letters.decline, recipients=lambda r: ["留言人"], consequences=lambda r: ["理由就是给留言人的答复。"]),
        Step("prepare", verb=letters.prepare, form=CopyForm, when=lambda r, u: r.may_publish,
             consequences=lambda r: ["须由另一人批准后才公开。原文不公开。"]),
        Step("publish", verb=letters.publish, consequences=lambda r: ["公开的主题、内容和答复出现在“咨询留言”栏目。"]),
        Step("keep", verb=letters.keep),
        Step("withdraw", verb=letters.withdraw, consequences=lambda r: ["网页立即撤下，网址显示“内容已停止公开”。"]),
    )  # fmt: skip

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description="办理期限", ordering="due_on")
    def deadline(self, letter):
        if letter.status != "received":
            return "—"
        left = (letter.due_on - clock.today()).days
        tail = f"已超过{-left}天" if left < 0 else "今天到期" if left == 0 else f"还有{left}天"
        return f"{written(letter.due_on)}前答复，{tail}"
