"""Keys of the banks' interface and its calls in the admin."""

from django.contrib import admin
from django.template.response import TemplateResponse

from registry.history import clock
from registry.ledger.admin_base import ReadOnlyAdmin, RegistryAdmin, Step
from registry.parties.models import Institution, User
from registry.parties.second import CHECKER, MAKER

from . import keys
from .models import UploadCall, UploadKey


@admin.register(UploadKey)
class UploadKeyAdmin(RegistryAdmin):
    list_display = ["name", "bank", "holder", "issued_on", "expires_on", "revoked_on"]
    list_filter = ["bank"]
    list_select_related = ["bank", "holder"]
    fields = ["name", "bank", "holder", "expires_on", "addresses"]
    readonly_fields = ["issued_on", "revoked_on"]
    steps = (
        Step("revoke", verb=keys.revoke_key, label="吊销", permission="imports.change_uploadkey", needs_reason=True,
             danger=True, when=lambda r, u: r.revoked_on is None, consequences=lambda r: ["对方系统随即不能再报送和查询。"]),
    )  # fmt: skip

    def get_fields(self, request, obj=None):
        return [*self.fields, *(self.readonly_fields if obj else [])]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def has_change_permission(self, request, obj=None):
        return False if obj else super().has_change_permission(request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "holder":
            held = User.objects.filter(memberships__role__in=(MAKER, CHECKER), memberships__ended_on=None)
            kwargs["queryset"] = held.distinct()
        if db_field.name == "bank":
            kwargs["queryset"] = Institution.objects.filter(kind="bank", active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        reason = form.cleaned_data["change_reason"]
        obj.secret = keys.issue_key(obj, actor=request.user, today=clock.today(), reason=reason)

    def response_add(self, request, obj, post_url_continue=None):
        """The one page that shows the key in clear."""
        told = {"title": "台账接口密钥已发放", "token": obj, "opts": self.opts}
        context = {**self.admin_site.each_context(request), **told}
        return TemplateResponse(request, "admin/imports/interface/key.html", context)


@admin.register(UploadCall)
class UploadCallAdmin(ReadOnlyAdmin):
    list_display = ["called_at", "address", "token", "asked", "answered", "outcome"]
    list_filter = ["answered", "called_at"]
    list_select_related = ["token__bank"]
