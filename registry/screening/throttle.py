"""Guessing at the public counters is slowed: so many wrong answers in a while, then a pause. Counted in the database."""

from datetime import timedelta

from django.db import transaction

from registry.ledger.errors import Refusal

from .keyed import lookup_key
from .models import FailedLookup

WHILE = timedelta(minutes=15)
PER_NUMBER, PER_VISITOR = 5, 20
_WAIT = "输错的次数太多，为保护申报人，请过{minutes}分钟后再试。忘记受理号或者电话的，请带营业执照到旗金融服务中心查询。"


def must_not_be_guessing(number, visitor, *, moment, told=_WAIT):
    """Raises Refusal, in the words `told`, when this number, or this visitor (network address), has failed too often in the last 15 minutes."""
    recent = FailedLookup.objects.filter(at__gt=moment - WHILE)
    limits = {lookup_key("number", number): PER_NUMBER, lookup_key("visitor", visitor): PER_VISITOR}
    if any(recent.filter(key=key).count() >= limit for key, limit in limits.items()):
        raise Refusal(told.format(minutes=WHILE.seconds // 60))


@transaction.atomic
def note_failure(number, visitor, *, moment):
    """Remember a wrong answer; older ones than a day are dropped on the way."""
    FailedLookup.objects.filter(at__lt=moment - timedelta(days=1)).delete()
    for key in (lookup_key("number", number), lookup_key("visitor", visitor)):
        FailedLookup.objects.create(key=key, at=moment)
