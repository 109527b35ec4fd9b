"""Subscriptions by e-mail and their letters in the admin: for reading, without the addresses."""

from django.contrib import admin

from registry.ledger.admin_base import ReadOnlyAdmin

from ..models import Subscription, SubscriptionLetter
from ..subscribing.boards import BOARDS, in_words


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    list_display = ["id", "board", "asked_at", "confirmed_at", "ended_at"]
    list_filter = [
        "board",
        ("confirmed_at", admin.EmptyFieldListFilter),
        ("ended_at", admin.EmptyFieldListFilter),
    ]
    exclude = ["email", "email_key", "nonce"]
    fields = ["board", "conditions", "asked_at", "confirmed_at", "ended_at", "seen"]
    readonly_fields = ["conditions"]

    @admin.display(description="筛选条件")
    def conditions(self, subscription):
        return "；".join(in_words(BOARDS[subscription.board], subscription.query)) or "全部"


@admin.register(SubscriptionLetter)
class SubscriptionLetterAdmin(ReadOnlyAdmin):
    list_display = ["id", "kind", "subscription", "made_at", "sent_at", "attempts", "given_up"]
    list_filter = ["kind", "given_up", ("sent_at", admin.EmptyFieldListFilter), "made_at"]
    list_select_related = ["subscription"]
    fields = [
        "subscription",
        "kind",
        "changes",
        "made_at",
        "claimed_at",
        "sent_at",
        "attempts",
        "error",
        "given_up",
    ]
