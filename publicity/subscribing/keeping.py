"""A subscription from asking to ending. Nobody learns from an answer whether an address is known; an ended one is forgotten."""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction

from registry.ledger.errors import Refusal
from registry.screening.keyed import lookup_key

from ..models import ChangeHead, Knock, Subscription, SubscriptionLetter
from .links import HOURS

PER_HOUR, LETTERS_A_DAY, MOST = 20, 3, 20
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TOO_MANY = f"您所在的网络一小时内提交的订阅太多（最多{PER_HOUR}次），没有收下。请过一小时再试。"
K = SubscriptionLetter.Kind


def must_not_flood(visitor, *, moment):
    """Count one request from a network address. Raises Refusal past 20 in an hour."""
    key = lookup_key("dingyue", visitor)
    if Knock.objects.filter(key=key, at__gt=moment - HOUR).count() >= PER_HOUR:
        raise Refusal(TOO_MANY)
    Knock.objects.filter(at__lt=moment - DAY).delete()
    Knock.objects.create(key=key, at=moment)


def ask(email, board, query, *, moment):
    """Write a subscription down and lay its confirmation letter in the outbox. The same for every address: nothing is returned.

    A standing subscription stays as it is, an unconfirmed one gets another letter; one address gets at most three
    confirmation letters in a day and holds at most twenty subscriptions.
    """
    email = email.strip()
    key = email_key(email)
    same = Subscription.objects.filter(email_key=key)
    letters = SubscriptionLetter.objects.filter(
        kind=K.CONFIRM, subscription__in=same, made_at__gt=moment - DAY
    )
    if letters.count() >= LETTERS_A_DAY or same.filter(ended_at=None).count() >= MOST:
        return
    try:
        with transaction.atomic():
            there = same.filter(
                board=board, query=query, ended_at=None
            ).first() or Subscription.objects.create(
                email=email,
                email_key=key,
                board=board,
                query=query,
                nonce=secrets.token_hex(16),
                asked_at=moment,
            )
            if there.confirmed_at is None:
                _confirmation(there, moment)
    except IntegrityError:
        return


def email_key(email) -> str:
    """The fingerprint by which an address is found again."""
    return lookup_key("dingyue-email", email.strip().lower())


def _confirmation(subscription, moment):
    number = subscription.letters.filter(kind=K.CONFIRM).count() + 1
    SubscriptionLetter.objects.create(
        subscription=subscription, kind=K.CONFIRM, key=f"{subscription.pk}:confirm:{number}", made_at=moment
    )
    subscription.asked_at = moment
    subscription.save(update_fields=["asked_at"])


@transaction.atomic
def confirm(subscription, *, moment):
    """The owner of the address says yes: from now on. Twice is once; an ended one stays ended."""
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if row.confirmed_at is None and row.ended_at is None:
        head = ChangeHead.objects.first()
        row.confirmed_at, row.seen = moment, head.number if head else 0
        row.save(update_fields=["confirmed_at", "seen"])
    return row


@transaction.atomic
def end(subscription, *, moment):
    """Over at once, and the address forgotten with it. Twice is once."""
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if row.ended_at is None:
        row.ended_at, row.email, row.email_key = moment, "", ""
        row.save(update_fields=["ended_at", "email", "email_key"])
        row.letters.filter(sent_at=None, given_up=False).update(given_up=True, error="已退订，不再发送。")
    return row


def forget_unconfirmed(*, moment) -> int:
    """End what nobody confirmed within two days. Returns how many."""
    rows = Subscription.objects.filter(
        confirmed_at=None, ended_at=None, asked_at__lt=moment - timedelta(hours=HOURS)
    )
    for row in list(rows):
        end(row, moment=moment)
    return len(rows)
