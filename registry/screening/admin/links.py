"""Signed links in the admin: issued for one institution, every use listed, revoked."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from registry.history import clock
from registry.ledger.admin_base import RegistryAdmin, Step

from .. import links
from ..models import LinkUse, OpinionLink


class LinkForm(RegistryAdmin.form):
    mail_domain = forms.CharField(
        label="邮箱域名",
        max_length=100,
        required=False,
        help_text="留空时用该单位收件邮箱的域名，例如“ordos.gov.cn”。",
    )


class UseInline(admin.TabularInline):
    model = LinkUse
    extra = 0
    can_delete = False
    fields = readonly_fields = ["happened_at", "what", "address", "detail"]

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("screening.view_opinionlink")


@admin.register(OpinionLink)
class LinkAdmin(RegistryAdmin):
    form = LinkForm
    list_display = ["institution", "mail_domain", "issued_on", "issued_by", "expires_on", "revoked_on"]
    list_filter = ["institution", "expires_on"]
    list_select_related = ["institution", "issued_by"]
    inlines = [UseInline]
    steps = (
        Step("revoke", verb=links.revoke_link, label="撤销链接", permission="screening.revoke_opinionlink",
             needs_reason=True, danger=True, when=lambda r, u: not r.revoked_on,
             consequences=lambda r: ["链接立即失效，正在使用的人下一步操作即被拒绝。"]),
    )  # fmt: skip

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["institution", "mail_domain", "expires_on", "change_reason", "expected_version"]
        return [
            "institution",
            "mail_domain",
            "address",
            "issued_on",
            "issued_by",
            "expires_on",
            "revoked_on",
            "revoked_reason",
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["address"] if obj else []

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    @admin.display(description="链接地址")
    def address(self, link):
        if link.revoked_on:
            return "已撤销"
        return format_html('<span class="xbd-long">{}</span>', address_of(links.token_of(link)))

    def has_add_permission(self, request):
        return request.user.has_perm("screening.issue_opinionlink")

    def has_change_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        made = links.issue_link(
            obj.institution, mail_domain=form.cleaned_data["mail_domain"], expires_on=obj.expires_on,
            address_of=address_of, actor=request.user, today=clock.today(), reason=form.cleaned_data["change_reason"],
        )  # fmt: skip
        obj.pk, obj.version = made.pk, made.version


def address_of(token):
    return settings.SITE_URL + reverse("opinion_link", args=[token])
