"""The leading group's meetings in the admin: members, agenda, votes, closing, and the decision table for printing."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from registry.history import clock
from registry.ledger.admin_base import RegistryAdmin, Step, StepForm, VisibleInline

from .. import meetings, rules
from ..models import AgendaItem, Application, LeadingGroupMeeting, MeetingMember

PREPARE = meetings.PREPARE
_MEMBERS_HELP = "每行一人，姓名和职务之间用空格分开，例如“王建国 旗人民政府副旗长”。"


def _planned(record, user):
    return record.status == "planned"


class MeetingForm(RegistryAdmin.form):
    called = forms.CharField(
        label="应到成员", widget=forms.Textarea(attrs={"rows": 8}), help_text=_MEMBERS_HELP
    )
    applications = forms.ModelMultipleChoiceField(
        label="议题", queryset=Application.objects.none(), widget=forms.CheckboxSelectMultiple, required=False,
        help_text="甄别通过、尚未列入议题的申报。",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "applications" in self.fields:
            self.fields["applications"].queryset = meetings.ready_applications()

    def people(self):
        lines = self.cleaned_data["called"].splitlines()
        return [
            (name, post)
            for name, _, post in (line.strip().replace("　", " ").partition(" ") for line in lines)
        ]


class ItemsForm(StepForm):
    applications = MeetingForm.base_fields["applications"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["applications"].queryset = meetings.ready_applications()


class PresentForm(StepForm):
    present = forms.ModelMultipleChoiceField(
        label="到会成员",
        queryset=MeetingMember.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, record=None, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["present"].queryset = record.members.all()
        self.fields["present"].initial = list(record.present())


class CloseForm(StepForm):
    minutes_number = forms.CharField(
        label="会议纪要号", max_length=60, help_text="照录纪要文号，例如“〔2026〕5号”。"
    )
    minutes_file = forms.FileField(
        label="会议纪要文件", required=False, help_text="PDF、DOCX等，不超过10MB。"
    )


class VoteForm(StepForm):
    mode = forms.ChoiceField(label="审议方式", choices=AgendaItem.Mode.choices, widget=forms.RadioSelect)
    votes_for = forms.IntegerField(label="赞成票", min_value=0, max_value=999, required=False)
    votes_against = forms.IntegerField(label="反对票", min_value=0, max_value=999, required=False)
    votes_abstain = forms.IntegerField(label="弃权票", min_value=0, max_value=999, required=False)
    recused = forms.ModelMultipleChoiceField(
        label="回避的成员", queryset=MeetingMember.objects.none(), widget=forms.CheckboxSelectMultiple, required=False,
        help_text="与该企业（户）有利害关系的到会成员，不参加表决。",
    )  # fmt: skip
    recusal_reason = forms.CharField(label="回避理由", max_length=200, required=False)

    def __init__(self, *args, record=None, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["recused"].queryset = record.meeting.present()
        self.fields["recused"].initial = list(record.recusals.values_list("member", flat=True))
        self.fields["reason"].label = "审议意见"
        self.fields["reason"].help_text = "审核不通过、暂缓的必须写明理由；不通过的理由会告知申报人。"


class MemberInline(VisibleInline):
    model = MeetingMember
    fields = readonly_fields = ["name", "post", "present"]
    show_change_link = False


class ItemInline(VisibleInline):
    model = AgendaItem
    fields = readonly_fields = ["ordinal", "application", "result", "reason"]

    @admin.display(description="审议结果")
    def result(self, item):
        return _result(item)


def _result(item):
    if not item.mode:
        return "尚未登记"
    said = {True: "通过：", False: "不通过：", None: ""}[item.approved]
    return said + rules.tally(item.ballot())


def _closing(record):
    members, present = record.members.count(), record.present().count()
    return [f"应到{members}人，实到{present}人。逐项按登记的审议结果办结，暂缓的议题下次再议。",
            "本系统以到会超过应到半数为有效，以赞成超过有表决权人数半数为通过（文件未作规定，为本系统的默认做法）。"]  # fmt: skip


@admin.register(LeadingGroupMeeting)
class MeetingAdmin(RegistryAdmin):
    form = MeetingForm
    list_display = ["title", "met_on", "chair", "minutes_number", "status"]
    list_filter = ["status", "met_on"]
    search_fields = ["title", "minutes_number"]
    change_form_template = "admin/screening/meeting.html"
    inlines = [MemberInline, ItemInline]
    file_fields = ("minutes_file",)
    readonly_fields = ["minutes_number"]
    steps = (
        Step("add_items", verb=meetings.add_items, form=ItemsForm, label="增列议题", permission=PREPARE, when=_planned),
        Step("attend", verb=meetings.take_attendance, form=PresentForm, label="登记到会", permission=PREPARE, when=_planned),
        Step("close", verb=meetings.close_meeting, form=CloseForm, consequences=_closing,
             recipients=lambda r: ["推荐单位", "未通过的申报人"]),
        Step("cancel", verb=meetings.cancel_meeting),
    )  # fmt: skip

    def get_fields(self, request, obj=None):
        asked = ["change_reason", "expected_version"]
        if obj is None:
            return ["title", "met_on", "place", "chair", "called", "applications", *asked]
        return ["title", "met_on", "place", "chair", "minutes_number", "minutes_file_name"]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def has_add_permission(self, request):
        return request.user.has_perm(PREPARE)

    def has_change_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(self.table_view)
        return [
            path("<int:object_id>/table/", view, name="screening_leadinggroupmeeting_table"),
            *super().get_urls(),
        ]

    def table_view(self, request, object_id):
        """The decision table on A4 landscape."""
        meeting = self.get_queryset(request).filter(pk=object_id).first()
        if meeting is None or not self.has_view_permission(request, meeting):
            raise Http404
        items = meeting.items.select_related(
            "application__business", "application__round", "application__recommender"
        )
        rows = [
            {"item": item, "result": _result(item), "aside": list(item.recusals.select_related("member"))}
            for item in items
        ]
        context = {**self.admin_site.each_context(request), "title": "审核决定表", "meeting": meeting, "rows": rows,
                   "members": list(meeting.members.all()), "opts": self.opts}  # fmt: skip
        return TemplateResponse(request, "admin/screening/table.html", context)

    def save_model(self, request, obj, form, change):
        made = meetings.plan_meeting(
            title=obj.title, met_on=obj.met_on, chair=obj.chair, place=obj.place, members=form.people(),
            applications=list(form.cleaned_data["applications"]), actor=request.user, today=clock.today(),
            reason=form.cleaned_data["change_reason"],
        )  # fmt: skip
        obj.pk, obj.version = made.pk, made.version


@admin.register(AgendaItem)
class ItemAdmin(RegistryAdmin):
    list_display = ["__str__", "meeting", "mode", "approved", "votes_for", "votes_against", "votes_abstain"]
    list_filter = ["mode", "approved"]
    search_fields = ["application__receipt_number", "application__business__name", "meeting__title"]
    list_select_related = ["meeting", "application__business"]
    steps = (
        Step("vote", verb=meetings.record_vote, form=VoteForm, label="登记审议结果", permission=PREPARE,
             when=lambda r, u: r.meeting.status == "planned"),
    )  # fmt: skip

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def after_step_url(self, request, record):
        return reverse("admin:screening_leadinggroupmeeting_change", args=[record.meeting_id])
