"""Messages to institutions: written in the transaction that causes them, mailed afterwards."""

from registry.history import clock
from registry.history.writing import CHUNK, batched

from .effects import append_rows
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


def post_all(letters, *, kind, today):
    """Deliver many letters, each `(key, codes, subject, body, about)`, in few statements; a key known already is passed over."""
    rows = [
        (f"{key}:{code}", code, subject, body, about)
        for key, codes, subject, body, about in letters
        for code in dict.fromkeys(codes)
    ]
    known, moment = set(), clock.moment()
    for some in batched((row[0] for row in rows), CHUNK):
        known |= set(Message.objects.filter(key__among=some).values_list("key", flat=True))
    blank = {"mailed_at": None, "mail_attempts": 0, "mail_error": "", "read_at": None, "read_by_id": None}
    append_rows(
        Message,
        [
            {"key": key, "kind": kind, "recipient_code": code, "subject": subject[:200], "body": body, "sent_on": today,
             "record_type": about._meta.label_lower, "record_id": about.pk, "recorded_at": moment, **blank}
            for key, code, subject, body, about in rows
            if key not in known
        ],
    )  # fmt: skip
