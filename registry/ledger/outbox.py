"""Messages to institutions: written in the transaction that causes them, mailed afterwards."""

from .models import Message


def post(*, key, kind, to, subject, body, today, about=None) -> list[Message]:
    """Deliver one message per institution code in `to`; the same key again delivers nothing twice.

    Returns the messages newly delivered. The e-mail, where the institution has an address, follows by timer.
    """
    sent = []
    for code in dict.fromkeys(to):
        message, new = Message.objects.get_or_create(
            key=f"{key}:{code}",
            defaults={
                "kind": kind,
                "recipient_code": code,
                "subject": subject[:200],
                "body": body,
                "sent_on": today,
                "record_type": about._meta.label_lower if about is not None else "",
                "record_id": about.pk if about is not None else None,
            },
        )
        if new:
            sent.append(message)
    return sent
