"""Keys of the banks' interface and its calls in the admin."""

from django.contrib import admin

from registry.ledger.admin_base import ReadOnlyAdmin, RegistryAdmin, ShownOnce, Step
from registry.parties.models import Institution, User
from registry.parties.second import CHECKER, MAKER
from registry.policy.dates import written

from . import keys
from .models import UploadCall, UploadKey


@admin.register(UploadKey)
class UploadKeyAdmin(ShownOnce, RegistryAdmin):
    issued = "台账接口密钥已发放"
    list_display = ["name", "bank", "holder", "issued_on", "expires_on", "revoked_on"]
    list_filter = ["bank"]
    list_select_related = ["bank", "holder"]
    fields = ["name", "bank", "holder", "expires_on", "addresses"]
    readonly_fields = ["issued_on", "revoked_on"]
    steps = (
        Step("revoke", verb=keys.revoke_key, label="吊销", permission="imports.change_uploadkey", needs_reason=True,
             danger=True, when=lambda r, u: r.revoked_on is None, consequences=lambda r: ["对方系统随即不能再报送和查询。"]),
    )  # fmt: skip

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "holder":
            held = User.objects.filter(memberships__role__in=(MAKER, CHECKER), memberships__ended_on=None)
            kwargs["queryset"] = held.distinct()
        if db_field.name == "bank":
            kwargs["queryset"] = Institution.objects.filter(kind="bank", active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def issue(self, row, **given):
        return keys.issue_key(row, **given)

    def given_to(self, row):
        return f"{row.bank}的{row.holder}"

    def told(self, row):
        held = f"{row.holder}（用这枚密钥办理的，都记在此人名下）"
        return [
            ("名称", row.name),
            ("银行", row.bank),
            ("责任人", held),
            ("有效期至", written(row.expires_on)),
        ]


@admin.register(UploadCall)
class UploadCallAdmin(ReadOnlyAdmin):
    list_display = ["called_at", "address", "token", "asked", "answered", "outcome"]
    list_filter = ["answered", "called_at"]
    list_select_related = ["token__bank"]
