"""The policy in the admin: versions with two steps, rates, size standard, conditions, calendar."""

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError

from registry.history import clock
from registry.ledger.admin_base import ProposedAdmin, RegistryAdmin, Step, VisibleInline
from registry.ledger.admin_base.forms import ReasonedForm

from .dates import written
from .models import (
    AdmissionCondition,
    CalendarDay,
    CalendarVersion,
    CalendarYear,
    ConditionAnswerer,
    PolicyVersion,
    ReferenceRate,
    SizeThreshold,
)
from .versions import approve_version, draft_after, past_problem, propose_version


def _may_approve(record, user):
    return record.approved_on is None and record.proposed_by_id != user.pk


def _approval_means(record):
    until = f"至{written(record.in_force_to)}" if record.in_force_to else "起长期"
    return [
        f"自{written(record.in_force_from)}{until}，各项规则按此版本的数值判断。",
        "此前没有停止日的版本，停止施行日改为前一日。",
        "已经作出的决定仍按当时的版本，不受影响。",
    ]


class VersionForm(ReasonedForm):
    """Says at the field that a version never reaches back."""

    def clean_in_force_from(self):
        start = self.cleaned_data["in_force_from"]
        problem = past_problem(start, clock.today())
        if problem:
            raise ValidationError(problem)
        return start


@admin.register(PolicyVersion)
class PolicyVersionAdmin(RegistryAdmin):
    form = VersionForm
    list_display = [
        "document_number",
        "in_force_from",
        "in_force_to",
        "standing",
        "proposed_by",
        "approved_by",
        "approved_on",
    ]
    list_filter = ["in_force_from"]
    search_fields = ["document_number", "note"]
    readonly_fields = ["proposed_by", "approved_by", "approved_on"]
    steps = (
        Step(
            "approve",
            verb=approve_version,
            label="批准",
            permission="policy.approve_policyversion",
            when=_may_approve,
            consequences=_approval_means,
            needs_reason=True,
        ),
    )
    fieldsets = [
        ("文件", {"fields": ["document_number", "note", "in_force_from", "in_force_to"]}),
        ("额度", {"fields": ["cap_enterprise", "cap_individual", "cap_scope"]}),
        (
            "利率与费率",
            {
                "fields": [
                    "fee_cap", "fee_cap_hard", "rate_benchmark_mult", "rate_lpr_spread_bp", "rate_basis_default",
                    "rate_cap_hard", "allin_target", "allin_warn",
                ]
            },
        ),
        ("目标与申报", {"fields": ["target_enterprises", "target_individuals", "apply_months"]}),
        (
            "准入条件",
            {
                "fields": [
                    "min_tax_years", "tax_grades_ok", "tax_grade_for_individuals", "litigation_roles_bad",
                    "credit_report_retention_months",
                ]
            },
        ),
        (
            "公示与资格",
            {
                "fields": [
                    "publicity_workdays", "count_publication_day", "publicity_clock", "hold_on_open_objection",
                    "qualification_months", "cancel_needs_office", "cancel_auto", "reapply_after",
                ]
            },
        ),
        (
            "异议与保存期",
            {
                "fields": [
                    "objection_accept_wd", "objection_decide_wd", "objection_reply_wd", "statement_wd",
                    "objection_retention_months", "publicity_retention_months",
                ]
            },
        ),
        ("逾期", {"fields": ["od_day1", "od_day60", "od_full_days", "sla_day1_wd", "sla_day60_wd"]}),
        ("银行报送", {"fields": ["report_months", "report_due_days", "report_remind_days"]}),
        ("代偿", {"fields": ["comp_include_penalty", "guarantor_share", "bank_share", "claim_remind_days", "claim_climb_days"]}),
        ("黑名单", {"fields": ["bl_reply_wd"]}),
        (
            "开放数据与推送",
            {"fields": ["opendata_drop_percent", "opendata_drop_rows", "opendata_keep_days", "webhook_fail_days"]},
        ),
        ("提出与批准", {"fields": ["proposed_by", "approved_by", "approved_on"]}),
    ]  # fmt: skip

    @admin.display(description="状态")
    def standing(self, version):
        today = clock.today()
        if version.approved_on is None:
            return "待批准"
        if version.in_force_from > today:
            return "已批准，尚未施行"
        ended = version.in_force_to is not None and version.in_force_to < today
        return "已停止施行" if ended else "施行中"

    def has_change_permission(self, request, obj=None):
        """An approved version is never changed: propose a new one."""
        return super().has_change_permission(request, obj) and (obj is None or obj.approved_on is None)

    def get_changeform_initial_data(self, request):
        """A new version begins with the numbers of the one in force."""
        draft = draft_after(PolicyVersion.objects.in_force(clock.today()).first())
        names = [field.name for field in draft._meta.fields if field.name not in {"id", "version"}]
        return {name: getattr(draft, name) for name in names} | super().get_changeform_initial_data(request)

    def save_model(self, request, obj, form, change):
        propose_version(
            obj, actor=request.user, today=clock.today(), reason=form.cleaned_data["change_reason"]
        )


@admin.register(ReferenceRate)
class ReferenceRateAdmin(ProposedAdmin):
    list_display = ["kind", "published_on", "percent", "source"]
    list_filter = ["kind"]
    date_hierarchy = "published_on"
    search_fields = ["source"]


@admin.register(SizeThreshold)
class SizeThresholdAdmin(RegistryAdmin):
    list_display = [
        "order",
        "industry",
        "codes",
        "employees",
        "revenue",
        "assets",
        "standard",
        "in_force_from",
        "in_force_to",
    ]
    list_display_links = ["industry"]
    list_filter = ["standard"]
    search_fields = ["industry", "codes"]

    @admin.display(description="从业人员（人）")
    def employees(self, row):
        return _bounds(row.row().employees)

    @admin.display(description="营业收入（万元）")
    def revenue(self, row):
        return _bounds(row.row().revenue)

    @admin.display(description="资产总额（万元）")
    def assets(self, row):
        return _bounds(row.row().assets)


def _bounds(bounds):
    return " / ".join(f"{bound:,.0f}" for bound in bounds) if bounds else "不适用"


def _institution_names():
    """Chinese names by code. Institutions live in a room above; the admin, an edge, may ask for them."""
    return dict(apps.get_model("parties", "Institution").objects.values_list("code", "name"))


class AnswererInline(VisibleInline):
    model = ConditionAnswerer
    fields = ["institution_code", "institution"]
    readonly_fields = ["institution"]
    verbose_name_plural = "审核单位"
    show_change_link = False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("policy.view_admissioncondition")

    @admin.display(description="机构名称")
    def institution(self, answerer):
        return _institution_names().get(answerer.institution_code, "未登记的机构")


@admin.register(AdmissionCondition)
class AdmissionConditionAdmin(ProposedAdmin):
    list_display = ["code", "text", "answered_by", "in_force_from", "in_force_to"]
    list_display_links = ["text"]
    search_fields = ["code", "text"]
    inlines = [AnswererInline]

    def get_queryset(self, request):
        self.names = _institution_names()
        return super().get_queryset(request).prefetch_related("answerers")

    @admin.display(description="审核单位")
    def answered_by(self, condition):
        codes = (answerer.institution_code for answerer in condition.answerers.all())
        return "、".join(self.names.get(code, code) for code in codes)


class VersionInline(VisibleInline):
    model = CalendarVersion
    fields = readonly_fields = ["revision", "document_number", "title", "known_on", "special_days"]
    verbose_name_plural = "历次安排"
    show_change_link = False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("policy.view_calendaryear")

    @admin.display(description="特殊日")
    def special_days(self, version):
        return f"{len(version.entries)}天"


@admin.register(CalendarYear)
class CalendarYearAdmin(RegistryAdmin):
    list_display = ["year", "coverage", "document_number", "title", "revision"]
    list_filter = ["coverage"]
    search_fields = ["title", "document_number"]
    readonly_fields = ["revision"]
    inlines = [VersionInline]


@admin.register(CalendarDay)
class CalendarDayAdmin(ProposedAdmin):
    list_display = ["date", "kind", "name", "withdrawn", "source"]
    list_filter = ["kind", "withdrawn", ("date", admin.DateFieldListFilter)]
    date_hierarchy = "date"
    search_fields = ["name", "source"]
