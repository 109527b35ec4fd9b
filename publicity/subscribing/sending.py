"""Letters leave the outbox one by one: claimed first, so that a crash in the middle never sends one twice."""

from datetime import timedelta

from ..models import SubscriptionLetter
from . import keeping
from .wording import body_of, subject_of

ATTEMPTS = 8
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440, 2880))
IN_A_ROW = 3
NOTHING_LEFT = "其中的内容都已不再公开，没有发送。"


def waiting(*, moment, limit=200) -> list:
    """Letters to be sent now, oldest first; one that failed waits longer each time."""
    rows = SubscriptionLetter.objects.filter(
        sent_at=None, given_up=False, claimed_at=None, subscription__ended_at=None
    )
    found = rows.select_related("subscription").order_by("id")[: limit * 2]
    return [letter for letter in found if letter.made_at + _pause(letter.attempts) <= moment][:limit]


def _pause(attempts):
    return sum(PAUSES[:attempts], timedelta())


def send(letter, deliver, *, today, moment, site) -> bool:
    """Send one letter through `deliver(letter, subject, body)`, which raises when it fails. False where another sends it."""
    rows = SubscriptionLetter.objects.filter(pk=letter.pk)
    if not rows.filter(claimed_at=None, sent_at=None, given_up=False).update(claimed_at=moment):
        return False
    body = body_of(letter, today=today, site=site)
    if body is None:
        rows.update(given_up=True, claimed_at=None, changes=[], error=NOTHING_LEFT)
        return False
    try:
        deliver(letter, subject_of(letter), body)
    except Exception as error:
        attempts = letter.attempts + 1
        told = f"{type(error).__name__}：{error}"[:200]
        rows.update(claimed_at=None, attempts=attempts, error=told, given_up=attempts >= ATTEMPTS)
        _end_dead(letter, moment)
        return False
    rows.update(sent_at=moment, attempts=letter.attempts + 1, error="")
    return True


def _end_dead(letter, moment):
    """Three letters in a row that could not be delivered end the subscription."""
    last = letter.subscription.letters.order_by("-id").values_list("given_up", "sent_at")[:IN_A_ROW]
    if len(last) == IN_A_ROW and all(given_up and sent is None for given_up, sent in last):
        keeping.end(letter.subscription, moment=moment)
