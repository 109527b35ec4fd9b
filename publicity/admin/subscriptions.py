"""Subscriptions by e-mail and their letters in the admin: for reading, without the addresses."""

from django.contrib import admin

from registry.ledger.admin_base import ReadOnlyAdmin

from ..models import Subscription, SubscriptionLetter


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    list_display = ["id", "board", "asked_at", "confirmed_at", "ended_at"]
    list_filter = [
        "board",
        ("confirmed_at", admin.EmptyFieldListFilter),
        ("ended_at", admin.EmptyFieldListFilter),
    ]
    exclude = ["email", "email_key", "nonce"]
    fields = ["board", "query", "asked_at", "confirmed_at", "ended_at", "seen"]


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
