"""Subscriptions at the edge: digests laid in the morning, letters mailed, unconfirmed addresses forgotten."""

from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from publicity.changes import look
from publicity.subscribing.digesting import lay_digests
from publicity.subscribing.keeping import forget_unconfirmed
from publicity.subscribing.links import end_path
from publicity.subscribing.sending import send, waiting
from registry.history import clock

MORNING = 8


def serve_subscribers():
    """Everything due now. Returns (letters laid, letters sent)."""
    today, moment = clock.today(), clock.moment()
    laid = 0
    if timezone.localtime(moment).hour >= MORNING:
        look(today=today, moment=moment)
        laid = lay_digests(today=today, moment=moment)
    forget_unconfirmed(moment=moment)
    letters = waiting(moment=moment)
    sent = sum(map(partial(send, deliver=_mail, today=today, moment=moment, site=settings.SITE_URL), letters))
    return laid, sent


def _mail(letter, subject, body):
    """One letter with the headers of RFC 8058; its Message-ID is its own for ever."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    headers = {
        "Message-ID": f"<dingyue.{letter.pk}.{letter.subscription.nonce[:12]}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    if letter.kind == letter.Kind.DIGEST:
        headers |= {
            "List-Unsubscribe": f"<{settings.SITE_URL}{end_path(letter.subscription)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    EmailMessage(subject, body, to=[letter.subscription.email], headers=headers).send()
