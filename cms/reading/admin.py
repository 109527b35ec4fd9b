"""Keys of institutions that read the public interface, and where each was used."""

from django.contrib import admin

from registry.history import clock
from registry.ledger.admin_base import ReadOnlyAdmin, RegistryAdmin, ShownOnce, Step
from registry.parties.models import Institution
from registry.policy.dates import written

from . import keys
from .models import ReadingKey, ReadingUse


@admin.register(ReadingKey)
class ReadingKeyAdmin(ShownOnce, RegistryAdmin):
    issued, lost = "数据读取密钥已发放", "系统只保留它的指纹；丢失了的，请吊销后另发一枚。"
    list_display = ["name", "institution", "expires_on", "revoked_on", "last_used"]
    list_filter = [("revoked_on", admin.EmptyFieldListFilter)]
    list_select_related = ["institution"]
    fields = [
        "name", "institution", "reads_public", "reads_changes", "reads_checks", "per_minute", "expires_on", "addresses",
    ]  # fmt: skip
    readonly_fields = ["issued_on", "revoked_on", "last_used"]
    steps = (
        Step("revoke", verb=keys.revoke_key, label="吊销", permission="cms.change_readingkey", needs_reason=True,
             danger=True, when=lambda r, u: r.revoked_on is None,
             consequences=lambda r: ["对方系统带这枚密钥的请求随即被拒绝；不带密钥的，仍然可以按公众的次数读取。"]),
    )  # fmt: skip

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "institution":
            kwargs["queryset"] = Institution.objects.filter(active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="最近使用")
    def last_used(self, key):
        use = key.uses.first()
        if use is None:
            return "没有用过"
        at = clock.here(use.last_at)
        return f"{written(at)} {at:%H:%M}，{use.address}，{use.outcome}"

    def issue(self, row, **given):
        return keys.issue_key(row, **given)

    def given_to(self, row):
        return str(row.institution)

    def told(self, row):
        return [
            ("名称", row.name), ("单位", row.institution), ("可以", _opens(row)),
            ("每分钟最多请求", f"{row.per_minute}次"), ("有效期至", written(row.expires_on)),
        ]  # fmt: skip


def _opens(key):
    fields = [key._meta.get_field(name) for name in keys.SCOPES.values()]
    return "、".join(field.verbose_name for field in fields if getattr(key, field.name))


@admin.register(ReadingUse)
class ReadingUseAdmin(ReadOnlyAdmin):
    list_display = ["key", "address", "outcome", "first_at", "last_at"]
    list_filter = ["outcome", "last_at"]
    list_select_related = ["key__institution"]
