"""Endpoints of institutions and what was pushed to them, in the admin."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html_join

from registry.ledger.admin_base import ReadOnlyAdmin, RegistryAdmin, ShownOnce, Step
from registry.ledger.admin_base.covering import Revealed
from registry.ledger.admin_base.forms import ReasonedForm
from registry.ledger.admin_base.steps import StepsMixin
from registry.parties.models import Institution

from ..hooks import delivering, registering
from ..models import WebhookDelivery, WebhookEndpoint

RIGHT = "publicity.change_webhookendpoint"
NOTE = "新密钥只显示这一次。请当面或用密封方式交给对方，不要用微信、短信和邮件发送；旧密钥再有效三天。"


def rotate(endpoint, *, actor, today, reason):
    """The step's verb: the one page that shows the new secret."""
    secret = registering.rotate(endpoint, actor=actor, moment=timezone.now(), reason=reason)
    return Revealed([("新密钥", secret)], NOTE)


def enable(endpoint, *, actor, today, reason):
    return registering.enable(endpoint, actor=actor, moment=timezone.now(), reason=reason)


def replay(delivery, *, actor, today, reason):
    return delivering.replay(delivery, actor=actor, moment=timezone.now(), reason=reason)


class EndpointForm(ReasonedForm):
    """What cannot be registered is told on the form, with everything typed kept."""

    def clean(self):
        cleaned = super().clean()
        names = [name for name in WebhookEndpointAdmin.fields if name in cleaned]
        if "url" in cleaned:
            told = WebhookEndpoint(**{name: cleaned[name] for name in names})
            problems = list(registering.endpoint_problems(told))
            if problems:
                raise ValidationError(problems)
        return cleaned


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(ShownOnce, RegistryAdmin):
    issued, lost = "推送接收地址已登记", "密钥供对方核对签名；丢失了的，在这条记录中“更换密钥”。"
    list_display = ["name", "institution", "url", "disabled_on"]
    list_filter = [("disabled_on", admin.EmptyFieldListFilter)]
    list_select_related = ["institution"]
    form = EndpointForm
    fields = ["name", "institution", "url", "notices", "announcements", "roster", "addresses"]
    readonly_fields = ["since", "works_since", "disabled_on", "disabled_why"]
    steps = (
        Step("rotate", verb=rotate, label="更换密钥", permission=RIGHT, needs_reason=True,
             consequences=lambda r: ["下一页显示新密钥，只显示这一次。", "旧密钥再有效三天，期间两枚同时签名，对方可以从容更换。"]),
        Step("disable", verb=registering.disable, label="停用", permission=RIGHT, needs_reason=True, danger=True,
             when=lambda r, u: r.disabled_on is None, consequences=lambda r: ["随即不再推送；没有送达的留着，重新启用后接着推送。"]),
        Step("enable", verb=enable, label="启用", permission=RIGHT, needs_reason=True,
             when=lambda r, u: r.disabled_on is not None, consequences=lambda r: ["从没有送达的接着推送。"]),
    )  # fmt: skip

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "institution":
            kwargs["queryset"] = Institution.objects.filter(active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def issue(self, row, *, actor, today, reason):
        return registering.register_endpoint(row, actor=actor, moment=timezone.now(), reason=reason)

    def given_to(self, row):
        return str(row.institution)

    def told(self, row):
        return [("名称", row.name), ("单位", row.institution), ("接收地址", row.url)]


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(StepsMixin, ReadOnlyAdmin):
    list_display = ["message_id", "endpoint", "made_at", "attempts", "delivered_at", "next_at", "last_answer"]
    list_filter = ["endpoint", ("delivered_at", admin.EmptyFieldListFilter), "made_at"]
    list_select_related = ["endpoint__institution"]
    fields = [
        "message_id", "number", "endpoint", "replay_of", "made_at", "attempts", "delivered_at", "given_up_at", "next_at",
        "last_answer", "log",
    ]  # fmt: skip
    readonly_fields = ["log"]
    steps = (
        Step("replay", verb=replay, label="重发", permission="publicity.replay_webhookdelivery", needs_reason=True,
             when=lambda r, u: r.next_at is None, consequences=lambda r: ["按现在公开的内容重发一次，消息编号不变，对方凭编号去重。"]),
    )  # fmt: skip

    @admin.display(description="每次尝试")
    def log(self, delivery):
        lines = (
            (
                timezone.localtime(one.at).strftime("%Y-%m-%d %H:%M:%S"),
                one.error or f"应答{one.answered}",
                one.took_ms,
            )
            for one in delivery.tries.all()
        )
        return format_html_join("", "{}　{}　{}毫秒<br>", lines) or "—"
