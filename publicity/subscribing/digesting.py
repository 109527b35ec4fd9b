"""The daily digest: what became public or changed since the last one and passes the filter; laid in the outbox once a day."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from ..changes import after
from ..models import ChangeHead, PublicChange, Subscription, SubscriptionLetter
from .boards import BOARDS, passing

K = SubscriptionLetter.Kind
BROKEN_OFF = timedelta(hours=1)
LOST = "交给邮件服务器时中断，不知道是否送到；为免重复不再发送，内容并入下一封。"
MOST = 2000


def lay_digests(*, today, moment) -> int:
    """Lay today's digests of every running subscription. Returns how many letters there are to send."""
    made, head = 0, ChangeHead.objects.first()
    waiting = Q(seen__lt=head.number if head else 0) | Q(letters__kind=K.DIGEST, letters__sent_at=None)
    rows = Subscription.objects.running().filter(waiting).exclude(letters__key__endswith=_of_day(today))
    for pk in rows.order_by("pk").values_list("pk", flat=True).distinct():
        with transaction.atomic():
            made += _lay(Subscription.objects.select_for_update().get(pk=pk), today, moment)
    return made


def _lay(subscription, today, moment):
    """Cursor and letter in one transaction: whatever breaks, nothing is missed and nothing is laid twice."""
    key = f"{subscription.pk}{_of_day(today)}"
    if subscription.ended_at or SubscriptionLetter.objects.filter(key=key).exists():
        return False
    carried = _carried(subscription, moment)
    changes = after(subscription.seen, MOST)
    numbers = sorted({*carried, *(change.number for change in changes)})
    told = _worth_telling(subscription, numbers, today)
    if changes:
        subscription.seen = changes[-1].number
        subscription.save(update_fields=["seen"])
    if not told:
        return False
    SubscriptionLetter.objects.create(
        subscription=subscription, kind=K.DIGEST, key=key, changes=told, made_at=moment
    )
    return True


def _of_day(today):
    return f":digest:{today.isoformat()}"


def _carried(subscription, moment):
    """Numbers of digests of which nobody knows whether they arrived, and of those that were given up since the last that did."""
    broken = subscription.letters.filter(
        kind=K.DIGEST, sent_at=None, given_up=False, claimed_at__lt=moment - BROKEN_OFF
    )
    broken.update(given_up=True, error=LOST)
    last = subscription.letters.filter(kind=K.DIGEST).exclude(sent_at=None).order_by("-id").first()
    lost = subscription.letters.filter(kind=K.DIGEST, given_up=True, id__gt=last.pk if last else 0)
    return {number for letter in lost for number in letter.changes}


def _worth_telling(subscription, numbers, today):
    """Of each record its last change, where it is public and passes the filter today; what left is not told of."""
    board, last = BOARDS[subscription.board], {}
    rows = PublicChange.objects.filter(number__in=numbers, subject=board.subject).order_by("number")
    for change in rows:
        last[change.record_id] = change.number
    there = passing(board, subscription.query, list(last), today)
    return sorted(number for record, number in last.items() if record in there)
