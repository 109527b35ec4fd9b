"""Accounts, requests, access events, recusals and identity changes in the admin."""

from django import forms
from django.contrib import admin

from registry.history import clock
from registry.ledger.admin_base import Kept, ReadOnlyAdmin, RegistryAdmin, Step, StepForm

from . import identity, recusal, requesting
from .models import AccessEvent, AccountRequest, IdentityChange, Recusal, ReScreeningTask


class OpenForm(StepForm):
    username = forms.CharField(
        label="账号", max_length=30, help_text="字母、数字、连字符，一经使用不再更改。"
    )


@admin.register(AccountRequest)
class AccountRequestAdmin(Kept):
    list_display = ["full_name", "institution", "role", "requested_on", "expires_on", "status"]
    list_filter = ["status"]
    search_fields = ["full_name"]
    covered_fields = ("phone", "email")
    steps = (
        Step("endorse", verb=requesting.endorse, consequences=lambda r: ["确认申请人是本单位人员，岗位符合分工。"]),
        Step("approve", verb=requesting.approve, form=OpenForm,
             consequences=lambda r: ["建立账号，给出一次性设密码链接。", "岗位提请安全管理员批准，批准后生效。"]),
        Step("decline", verb=requesting.decline),
    )  # fmt: skip


@admin.register(AccessEvent)
class AccessEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "kind", "user", "what", "network"]
    list_filter = ["kind", ("at", admin.DateFieldListFilter)]
    search_fields = ["user__username", "what"]
    list_select_related = ["user"]
    fields = ["at", "kind", "user", "what", "network"]


@admin.register(Recusal)
class RecusalAdmin(RegistryAdmin):
    list_display = ["user", "business", "ground", "started_on", "ended_on"]
    list_filter = ["ground"]
    search_fields = ["user__full_name", "business__name", "business__uscc"]
    fields = ["user", "business", "ground"]
    autocomplete_fields = ["business"]
    steps = (
        Step("lift", verb=recusal.lift, label="解除回避", permission="parties.change_recusal", needs_reason=True,
             when=lambda r, u: r.ended_on is None and r.user_id != u.pk),
    )  # fmt: skip

    def get_changeform_initial_data(self, request):
        return {"user": request.user.pk, **super().get_changeform_initial_data(request)}

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        reason = form.cleaned_data["change_reason"]
        held = recusal.mark(
            obj.user, obj.business, ground=obj.ground, actor=request.user, today=clock.today(), reason=reason
        )
        obj.pk, obj.version = held.pk, held.version


@admin.register(IdentityChange)
class IdentityChangeAdmin(Kept):
    list_display = ["business", "kind", "changed_on", "old", "new"]
    list_filter = ["kind"]
    search_fields = ["business__name", "business__uscc", "old", "new"]


@admin.register(ReScreeningTask)
class ReScreeningTaskAdmin(Kept):
    list_display = ["business", "cause", "opened_on", "status", "concluded_on"]
    list_filter = ["status"]
    search_fields = ["business__name", "business__uscc"]
    steps = (
        Step("keep", verb=identity.keep, consequences=lambda r: ["资格继续有效。"]),
        Step("end", verb=identity.end, consequences=lambda r: ["另在“信用资格”中办理预警和取消。"]),
    )  # fmt: skip
