"""Credit facts, their sources, authorisations, looks and interface keys in the admin."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from registry.history import clock
from registry.ledger.admin_base import ReadOnlyAdmin, RegistryAdmin, ShownOnce, Step, StepForm, day_field
from registry.ledger.errors import Refusal
from registry.parties.access import bodies_of
from registry.parties.models import Business, User
from registry.policy.dates import written
from registry.policy.identifiers import check_uscc

from . import authorising, correcting, tokens
from .models import ApiCall, ApiToken, CreditFact, CreditSource, ProfileQuery, QueryAuthorisation


@admin.register(CreditSource)
class CreditSourceAdmin(RegistryAdmin):
    list_display = ["name", "institution", "retention_months", "condition_code", "active"]
    list_filter = ["active"]
    fields = ["code", "name", "institution", "legal_basis", "fields_kept", "retention_months", "condition_code", "active", "order"]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


class RepairForm(StepForm):
    reference = forms.CharField(label="修复文号", max_length=80, help_text="准予信用修复的文书或编号。")
    repaired_on = day_field("修复日期", required=False, help_text="留空为今天。")


def _mine(record, user):
    roles = user.memberships.current().filter(role="reporter", institution_id=record.institution_id)
    return record.standing and record.repaired_on is None and roles.exists()


@admin.register(CreditFact)
class CreditFactAdmin(RegistryAdmin):
    list_display = [
        "business",
        "source",
        "kind",
        "period_from",
        "period_to",
        "level",
        "reference",
        "valid_until",
    ]
    list_filter = ["level", "source", "institution"]
    search_fields = ["business__name", "business__uscc", "kind", "reference"]
    list_select_related = ["business", "source"]
    steps = (
        Step("withdraw", verb=correcting.withdraw_fact, label="撤销（报送有误）", permission="credit.report_facts",
             needs_reason=True, danger=True, when=_mine, consequences=lambda r: ["撤销后不再显示，也不再作为核查依据；记录留存备查。"]),
        Step("repair", verb=correcting.repair_fact, form=RepairForm, label="登记信用修复", permission="credit.repair_creditfact",
             when=lambda r, u: r.standing and r.repaired_on is None and r.level != "normal",
             consequences=lambda r: ["修复后停止显示、停止使用，尚未确认的违反准入条件线索随之解除。"]),
    )  # fmt: skip

    def get_queryset(self, request):
        rows, user = super().get_queryset(request), request.user
        is_auditor = user.is_superuser or user.memberships.current().filter(role="auditor").exists()
        return rows if is_auditor else rows.filter(valid_until__gte=clock.today())

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class AuthorisationForm(RegistryAdmin.form):
    file = forms.FileField(label="授权书", help_text="盖章的授权书扫描件，PDF、JPG 或 PNG，不超过10MB。")


@admin.register(QueryAuthorisation)
class AuthorisationAdmin(RegistryAdmin):
    form = AuthorisationForm
    list_display = ["business", "institution", "purpose", "from_on", "until_on", "revoked_on", "look"]
    list_filter = ["institution"]
    search_fields = ["business__name", "business__uscc"]
    autocomplete_fields = ["business"]
    file_fields = ("file",)
    steps = (
        Step("revoke", verb=authorising.revoke_authorisation, label="登记撤回授权", permission="credit.add_queryauthorisation",
             needs_reason=True, danger=True, when=lambda r, u: r.revoked_on is None),
    )  # fmt: skip

    def get_fields(self, request, obj=None):
        fields = ["business", "institution", "purpose", "from_on", "until_on"]
        return [*fields, "paper", "revoked_on"] if obj else [*fields, "file"]

    def has_change_permission(self, request, obj=None):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "institution":
            kwargs["queryset"] = bodies_of(request.user)
            kwargs["initial"] = bodies_of(request.user).first()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        return ["paper", "revoked_on"] if obj else []

    @admin.display(description="授权书")
    def paper(self, held):
        url = reverse("admin:credit_queryauthorisation_file", args=[held.pk, "file"])
        return format_html('<a href="{}">下载授权书</a>', url)

    @admin.display(description="查询")
    def look(self, held):
        url = reverse("admin:credit_profilequery_add")
        return format_html('<a href="{}?uscc={}">查询信用档案</a>', url, held.business.uscc)

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        held = authorising.record_authorisation(
            obj.business, institution=obj.institution, purpose=obj.purpose, from_on=obj.from_on, until_on=obj.until_on,
            name=given["file"].name, content=given["file"].read(), actor=request.user, today=clock.today(),
            reason=given["change_reason"],
        )  # fmt: skip
        obj.pk, obj.version = held.pk, held.version


class QueryForm(forms.Form):
    uscc = forms.CharField(label="统一社会信用代码", max_length=30)
    purpose = forms.CharField(label="用途", max_length=100, help_text="写明查询用于什么，例如“贷前审查”。")

    def clean_uscc(self):
        checked = check_uscc(self.cleaned_data["uscc"])
        if not checked.ok:
            raise forms.ValidationError([str(error) for error in checked.errors])
        return checked.code


@admin.register(ProfileQuery)
class ProfileQueryAdmin(ReadOnlyAdmin):
    list_display = ["recorded_at", "business", "institution", "queried_by", "purpose", "granted"]
    list_filter = ["granted", "queried_on"]
    search_fields = ["business__name", "business__uscc"]
    list_select_related = ["business", "institution", "queried_by"]
    change_list_template = "admin/credit/queries.html"

    def has_add_permission(self, request):
        return request.user.has_perm("credit.query_profile")

    def changelist_view(self, request, extra_context=None):
        counts = (
            self.get_queryset(request).order_by().values("institution__name")
            .annotate(allowed=Count("pk", filter=Q(granted=True)), refused=Count("pk", filter=Q(granted=False)))
        )  # fmt: skip
        counts = counts.order_by("institution__name")
        return super().changelist_view(request, {"counts": counts, **(extra_context or {})})

    def add_view(self, request, form_url="", extra_context=None):
        """Ask whose file and why; log the look; go on to the file."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = QueryForm(request.POST or None, initial={"uscc": request.GET.get("uscc", "")})
        if request.method == "POST" and form.is_valid():
            try:
                return HttpResponseRedirect(self._query(request, **form.cleaned_data))
            except Refusal as refusal:
                for sentence in refusal.sentences:
                    form.add_error(None, sentence)
        context = {
            **self.admin_site.each_context(request),
            "title": "查询信用档案",
            "form": form,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/credit/query.html", context)

    def _query(self, request, uscc, purpose):
        known = Business.objects.visible_to(request.user).filter(uscc=uscc).first()
        if known is None:
            raise Refusal(
                f"没有找到统一社会信用代码为 {uscc} 的信用企业（户），或者不在您的查看范围内。请核对代码。"
            )
        query = authorising.query_profile(known, actor=request.user, today=clock.today(), purpose=purpose)
        return reverse("credit-profile", args=[query.pk])


@admin.register(ApiToken)
class ApiTokenAdmin(ShownOnce, RegistryAdmin):
    issued = "接口密钥已发放"
    list_display = ["name", "source", "holder", "scope", "issued_on", "expires_on", "revoked_on"]
    list_filter = ["source"]
    list_select_related = ["source", "holder"]
    fields = ["name", "source", "holder", "scope", "expires_on", "addresses"]
    readonly_fields = ["issued_on", "revoked_on"]
    steps = (
        Step("revoke", verb=tokens.revoke_token, label="吊销", permission="credit.change_apitoken", needs_reason=True,
             danger=True, when=lambda r, u: r.revoked_on is None, consequences=lambda r: ["对方系统随即不能再报送。"]),
    )  # fmt: skip

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "holder":
            kwargs["queryset"] = User.objects.filter(
                memberships__role="reporter", memberships__ended_on=None
            ).distinct()
        if db_field.name == "source":
            kwargs["queryset"] = CreditSource.objects.filter(active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def issue(self, row, **given):
        return tokens.issue_token(row, **given)

    def given_to(self, row):
        return f"{row.source.institution}的{row.holder}"

    def told(self, row):
        source = f"{row.source}（报文中的来源代码：{row.source.code}）"
        return [("名称", row.name), ("来源", source), ("有效期至", written(row.expires_on))]


@admin.register(ApiCall)
class ApiCallAdmin(ReadOnlyAdmin):
    list_display = ["called_at", "address", "token", "answered", "outcome", "delivery"]
    list_filter = ["answered", "called_at"]
    list_select_related = ["token__source", "delivery__source"]
