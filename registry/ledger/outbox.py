"""Messages to institutions: written in the transaction that causes them, mailed afterwards."""

from registry.history import clock

from .effects import append_columns, keys_known
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


_UNREAD = {"mailed_at": None, "mail_attempts": 0, "mail_error": "", "read_at": None, "read_by_id": None}


def post_all(letters, *, kind, today, record_type):
    """Deliver many letters, each `(key, codes, subject, body, about)`, in few statements; a key known already is passed over.

    They are `about` records of one model, `record_type` (app.model).
    """
    rows = [
        (f"{key}:{code}", code, subject[:200], body, about.pk)
        for key, codes, subject, body, about in letters
        for code in dict.fromkeys(codes)
    ]
    known = keys_known(Message, [row[0] for row in rows])
    fresh = [row for row in rows if row[0] not in known]
    if not fresh:
        return
    shared = _UNREAD | {
        "kind": kind,
        "record_type": record_type,
        "sent_on": today,
        "recorded_at": clock.moment(),
    }
    told = ("key", "recipient_code", "subject", "body", "record_id")
    append_columns(Message, shared, dict(zip(told, zip(*fresh, strict=True), strict=True)))
