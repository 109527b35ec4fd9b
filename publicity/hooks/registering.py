"""Endpoints: registered by the office head, their secret shown once, changed without a gap, let go and taken up again."""

import secrets
from datetime import timedelta

from django.db import transaction

from registry.history.acting import acting
from registry.history.vault import locked, unlocked
from registry.ledger.doors import require
from registry.ledger.errors import Refusal

from ..models import ChangeHead, WebhookEndpoint, WebhookSecret
from . import places, signing

KEY, OVERLAP = 32, timedelta(days=3)


@transaction.atomic
def register_endpoint(endpoint, *, actor, moment, reason="") -> str:
    """Save an unsaved endpoint; pushes begin with the next public change. Returns its secret, the only time it is told.

    Raises Refusal, NotAllowed.
    """
    require(actor, "publicity.add_webhookendpoint", "登记推送接收地址")
    problems = list(endpoint_problems(endpoint))
    if problems:
        raise Refusal(problems)
    head = ChangeHead.objects.first()
    endpoint.since, endpoint.works_since = head.number if head else 0, moment
    with acting(actor, reason or "登记推送接收地址"):
        endpoint.save()
    return _new_secret(endpoint, moment)


def endpoint_problems(endpoint):
    """Why this endpoint cannot be registered; every reason."""
    yield from places.url_problems(endpoint.url)
    try:
        places.networks(endpoint.addresses)
    except ValueError as error:
        yield str(error)
    if not (endpoint.notices or endpoint.announcements or endpoint.roster):
        yield "没有选择推送什么。请在公示、公告、名录中至少选一项。"


@transaction.atomic
def rotate(endpoint, *, actor, moment, reason) -> str:
    """A new secret; the one before holds three days longer beside it, older ones end at once. Returns the new one."""
    require(actor, "publicity.change_webhookendpoint", "更换推送密钥")
    standing = list(endpoint.secrets.select_for_update().filter(ends_at=None))
    endpoint.secrets.filter(ends_at__gt=moment).update(ends_at=moment)
    WebhookSecret.objects.filter(pk__in=[one.pk for one in standing]).update(ends_at=moment + OVERLAP)
    with acting(actor, reason):
        endpoint.save()
    return _new_secret(endpoint, moment)


def keys_of(endpoint, moment) -> list[bytes]:
    """The keys to sign with now, newest first: one, or two while it is being changed."""
    rows = endpoint.secrets.order_by("-id")
    return [unlocked(bytes(one.locked)) for one in rows if one.ends_at is None or one.ends_at > moment]


@transaction.atomic
def disable(endpoint, *, actor, today, reason):
    """Send nothing more; what waits stays waiting. Raises Refusal when it is disabled already."""
    require(actor, "publicity.change_webhookendpoint", "停用推送接收地址")
    if endpoint.disabled_on:
        raise Refusal(f"“{endpoint}”已经停用。")
    return switch_off(endpoint, actor=actor, today=today, reason=reason)


@transaction.atomic
def enable(endpoint, *, actor, moment, reason):
    """Send again, beginning with what waited. Raises Refusal when it works already."""
    require(actor, "publicity.change_webhookendpoint", "启用推送接收地址")
    if not endpoint.disabled_on:
        raise Refusal(f"“{endpoint}”正在使用，不需要启用。")
    endpoint.disabled_on, endpoint.disabled_why, endpoint.works_since = None, "", moment
    with acting(actor, reason):
        endpoint.save()
    endpoint.deliveries.filter(delivered_at=None, given_up_at=None).update(next_at=moment)
    return endpoint


def switch_off(endpoint, *, actor, today, reason) -> WebhookEndpoint:
    """Write down that it is off, and why."""
    endpoint.disabled_on, endpoint.disabled_why = today, reason[:200]
    with acting(actor, reason):
        endpoint.save()
    return endpoint


def _new_secret(endpoint, moment):
    key = secrets.token_bytes(KEY)
    WebhookSecret.objects.create(endpoint=endpoint, locked=locked(key), made_at=moment)
    return signing.written(key)
