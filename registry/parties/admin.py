"""Institutions, accounts, roles and businesses in the admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import ValidationError

from registry.history import clock
from registry.history.acting import acting
from registry.ledger.admin_base import ExportableAdmin, Guarded, RegistryAdmin, Step, VisibleInline

from .access import bodies_of, reach
from .businesses import identity_problems
from .membership import end, grant
from .models import Business, Institution, Membership, Qualification, User


@admin.register(Institution)
class InstitutionAdmin(RegistryAdmin):
    list_display = ["name", "code", "kind", "joins_screening", "receives_warnings", "active"]
    list_filter = ["kind", "active"]
    search_fields = ["name", "code"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


@admin.register(User)
class AccountAdmin(Guarded, UserAdmin):
    """Accounts only: what a person may do follows from roles; nobody is made a superuser here, nobody is deleted."""

    list_display = ["username", "full_name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "full_name"]
    ordering = ["username"]
    filter_horizontal = []
    actions = None
    fieldsets = [
        ("账号", {"fields": ["username", "password", "is_active"]}),
        ("本人", {"fields": ["full_name", "phone", "email"]}),
    ]
    add_fieldsets = [
        ("新账号", {"fields": ["username", "full_name", "usable_password", "password1", "password2"]})
    ]

    def get_queryset(self, request):
        scope, rows = reach(request.user), User.objects.order_by("username")
        return rows if scope.keeps_accounts or "auditor" in scope.roles else rows.none()

    def history_view(self, request, object_id, extra_context=None):
        self.must_read(request)
        return super().history_view(request, object_id, extra_context)

    def save_model(self, request, obj, form, change):
        with acting(request.user, "账号维护", source="admin"):
            obj.save()


@admin.register(Membership)
class MembershipAdmin(RegistryAdmin):
    list_display = ["user", "institution", "role", "started_on", "ended_on"]
    list_filter = ["role", "institution"]
    search_fields = ["user__username", "user__full_name"]
    fields = ["user", "institution", "role"]
    steps = (
        Step("end", verb=end, label="终止岗位", permission="parties.change_membership", needs_reason=True, danger=True,
             when=lambda record, user: record.ended_on is None),
    )  # fmt: skip

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        return type("MembershipForm", (_FittingRole, form), {})

    def save_model(self, request, obj, form, change):
        held = grant(
            obj.user,
            obj.institution,
            obj.role,
            actor=request.user,
            today=clock.today(),
            reason=form.cleaned_data["change_reason"],
        )
        obj.pk, obj.version = held.pk, held.version


class _FittingRole:
    def clean(self):
        cleaned = super().clean()
        from .roles import ROLES

        role, body = ROLES.get(cleaned.get("role")), cleaned.get("institution")
        if role and body and body.kind not in role.kinds:
            raise ValidationError(
                f"“{role.label}”不能设在{body}（{body.get_kind_display()}），请核对机构或岗位。"
            )
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


@admin.register(Business)
class BusinessAdmin(ExportableAdmin):
    form = BusinessForm
    list_display = ["display_name", "uscc", "kind", "town", "standing", "tax_grade"]
    list_filter = ["kind", "town", "tax_grade"]
    search_fields = ["name", "uscc", "operator_name", "legacy_number"]
    inlines = [QualificationInline]
    fieldsets = [
        ("主体", {"fields": ["uscc", "kind", "name", "operator_name", "operator_consent", "established_on", "legacy_number"]}),
        ("所在", {"fields": ["town", "address", "phone"]}),
        ("规模与纳税", {"fields": ["industry_code", "employees", "revenue", "assets", "figures_year", "tax_grade", "tax_grade_year", "tax_since"]}),
    ]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        return ["uscc"] if obj else []

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
