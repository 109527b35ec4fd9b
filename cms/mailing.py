"""Mailing what already lies in an institution's inbox. A failure is kept with its reason and tried again."""

from django.core.mail import EmailMessage

from registry.history import clock
from registry.ledger.models import Message
from registry.parties.models import Institution

ATTEMPTS = 8


def mail_waiting(limit=100):
    """Mail unsent messages of institutions with an address. Returns (sent, failed)."""
    addresses = dict(Institution.objects.exclude(email="").values_list("code", "email"))
    waiting = Message.objects.filter(
        mailed_at=None, mail_attempts__lt=ATTEMPTS, recipient_code__in=addresses
    ).order_by("id")[:limit]
    sent = failed = 0
    for message in waiting:
        ok = _mail(message, addresses[message.recipient_code])
        sent, failed = sent + ok, failed + (not ok)
    return sent, failed


def _mail(message, address):
    message.mail_attempts += 1
    try:
        headers = {"X-Message-Key": message.key}
        EmailMessage(message.subject, message.body, to=[address], headers=headers).send()
        message.mailed_at, message.mail_error = clock.moment(), ""
    except Exception as error:
        message.mail_error = f"{type(error).__name__}：{error}"[:200]
    message.save()
    return bool(message.mailed_at)
