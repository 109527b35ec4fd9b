"""Institutions, accounts, roles and businesses in the admin."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm

from registry.history import clock
from registry.history.acting import acting
from registry.ledger.admin_base import (
    ExportableAdmin,
    Guarded,
    RegistryAdmin,
    Step,
    StepForm,
    VisibleInline,
    day_field,
)
from registry.ledger.admin_base.proposed import Asked, proposing_view
from registry.ledger.admin_base.steps import StepsMixin
from registry.ledger.proposals.proposing import propose_step

from . import admin_accounts, identity, idle, requesting  # noqa: F401
from .access import bodies_of, of_keepers
from .businesses import identity_problems
from .membership import END, GRANT, grant_problems
from .models import Business, Institution, Membership, Qualification, User


@admin.register(Institution)
class InstitutionAdmin(RegistryAdmin):
    list_display = ["name", "code", "kind", "joins_screening", "receives_warnings", "active"]
    list_filter = ["kind", "active"]
    search_fields = ["name", "code"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


class AccountForm(UserChangeForm):
    """No field for a password: it is set by its owner through a one-time link, never by an administrator."""

    password = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "full_name" in self.fields:
            self.fields["full_name"].required = True


@admin.register(User)
class AccountAdmin(StepsMixin, Guarded, UserAdmin):
    """Accounts only: rights follow from roles; nobody is made a superuser here, gets a password here, or is deleted."""

    form = AccountForm
    list_display = ["username", "full_name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "full_name"]
    covered_fields = ("phone", "email")
    ordering = ["username"]
    filter_horizontal = []
    actions = None
    readonly_fields = ["username", "is_active", "last_login", "reopened_on"]
    fieldsets = [
        ("账号", {"fields": ["username", "is_active", "last_login", "reopened_on"]}),
        ("本人", {"fields": ["full_name", "phone", "email"]}),
    ]
    steps = (
        Step("disable", verb=idle.disable, label="停用", permission="parties.change_user", needs_reason=True, danger=True,
             when=lambda r, u: r.is_active and r.pk != u.pk, consequences=lambda r: ["立即不能登录，已登录的随即退出；账号和记录保留。"]),
        Step("reopen", verb=idle.reopen, label="重新启用", permission="parties.change_user", needs_reason=True,
             when=lambda r, u: not r.is_active),
        Step("renew_link", verb=requesting.renew_link, label="重设密码", permission="parties.change_user", needs_reason=True,
             when=lambda r, u: r.is_active and r.pk != u.pk, consequences=lambda r: ["原密码立即作废。", "给出一次性设密码链接，只显示一次。"]),
    )  # fmt: skip

    def get_urls(self):
        """Without Django's page where one person sets another's password."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "auth_user_password_change"]

    def has_add_permission(self, request):
        return False

    def get_queryset(self, request):
        return of_keepers(User.objects.order_by("username"), request.user)

    def history_view(self, request, object_id, extra_context=None):
        self.must_read(request)
        return super().history_view(request, object_id, extra_context)

    def save_model(self, request, obj, form, change):
        with acting(request.user, "账号维护", source="admin"):
            obj.save()


@admin.register(Membership)
class MembershipAdmin(RegistryAdmin):
    """Both granting and ending a role propose; the security officer approves in 待批事项."""

    list_display = ["user", "institution", "role", "started_on", "until", "ended_on"]
    list_filter = ["role", "institution"]
    search_fields = ["user__username", "user__full_name"]
    fields = ["user", "institution", "role", "liaison", "delegated_by", "until"]
    steps = (
        Step("end", verb=propose_step(END), label="提请终止岗位", permission="parties.change_membership", needs_reason=True,
             danger=True, when=lambda record, user: record.ended_on is None,
             consequences=lambda record: ["安全管理员批准后终止。"]),
    )  # fmt: skip

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        return type("MembershipForm", (_FittingRole, form), {})

    def save_model(self, request, obj, form, change):
        raise Asked(
            None, {name: form.cleaned_data[name] for name in self.fields}, form.cleaned_data["change_reason"]
        )

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return proposing_view(
            self, GRANT, super().changeform_view, request, object_id, form_url, extra_context
        )


class _FittingRole:
    """Says at the form what the verb would say."""

    def clean(self):
        cleaned = super().clean()
        given = {name: cleaned.get(name) for name in ("user", "institution", "role")}
        if all(given.values()):
            dates = {name: cleaned.get(name) for name in ("delegated_by", "until")}
            for sentence in grant_problems(*given.values(), today=clock.today(), **dates):
                self.add_error(None, sentence)
        return cleaned

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"started_on"}


class QualificationInline(VisibleInline):
    model = Qualification
    fields = ["batch", "status", "recognised_on", "cancelled_on", "may_reapply_on"]
    readonly_fields = fields


class BusinessForm(RegistryAdmin.form):
    def clean(self):
        cleaned = super().clean()
        self.instance.uscc = cleaned.get("uscc", self.instance.uscc)
        for name in ("kind", "name", "operator_name", "phone", "legacy_number"):
            if name in cleaned:
                setattr(self.instance, name, cleaned[name])
        for sentence in identity_problems(self.instance):
            self.add_error(None, sentence)
        return cleaned


class ChangedForm(StepForm):
    changed_on = day_field("变更登记日期")
    evidence = forms.CharField(
        label="证明材料", max_length=200, help_text="材料名称、文号与日期，如准予变更登记通知书。"
    )


class OperatorForm(ChangedForm):
    operator_name = forms.CharField(label="新的法定代表人或经营者", max_length=50)


class NameForm(ChangedForm):
    name = forms.CharField(label="新名称", max_length=120)


class ConvertForm(OperatorForm, NameForm):
    uscc = forms.CharField(label="新的统一社会信用代码", max_length=30, help_text="18位，以91开头。")


def _again(record):
    return ["变更留在记录中，旧的登记不抹去。", "有资格或正在公示的，办公室须重新甄别，资格不自动延续。"]


@admin.register(Business)
class BusinessAdmin(ExportableAdmin):
    form = BusinessForm
    list_display = ["display_name", "uscc", "kind", "town", "standing", "tax_grade"]
    list_filter = ["kind", "town", "tax_grade"]
    search_fields = ["name", "uscc", "operator_name", "legacy_number"]
    covered_fields = ("phone",)
    inlines = [QualificationInline]
    steps = tuple(
        Step(name, verb=verb, form=form, label=label, permission="parties.change_business", needs_reason=True,
             consequences=_again, when=when)
        for name, verb, form, label, when in (
            ("change_operator", identity.change_operator, OperatorForm, "变更经营者", None),
            ("rename", identity.rename, NameForm, "变更名称", None),
            ("convert", identity.convert, ConvertForm, "转为企业", lambda r, u: not r.is_enterprise),
        )
    )  # fmt: skip
    fieldsets = [
        ("主体", {"fields": ["uscc", "kind", "name", "operator_name", "operator_consent", "established_on", "legacy_number"]}),
        ("所在", {"fields": ["town", "address", "phone"]}),
        ("规模与纳税", {"fields": ["industry_code", "employees", "revenue", "assets", "figures_year", "tax_grade", "tax_grade_year", "tax_since"]}),
    ]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        return ["uscc", "kind", "name", "operator_name"] if obj else []

    @admin.display(description="名称", ordering="name")
    def display_name(self, business):
        return business.display_name

    @admin.display(description="资格")
    def standing(self, business):
        held = business.qualifications.order_by("-id").first()
        return held.get_status_display() if held else "—"

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_for = bodies_of(request.user).exclude(kind="office").first()
        super().save_model(request, obj, form, change)
