"""The two links of a subscription, signed: one that confirms within two days, one that ends it at any time."""

from django.core import signing

from ..models import Subscription

HOURS = 48
_CONFIRM, _END = "dingyue.confirm", "dingyue.end"


def confirm_path(subscription) -> str:
    return f"/dingyue/queren/{_signed(subscription, _CONFIRM)}/"


def end_path(subscription) -> str:
    return f"/dingyue/tuiding/{_signed(subscription, _END)}/"


def to_confirm(token) -> Subscription | None:
    """The subscription a link of the last two days would confirm."""
    return _found(token, _CONFIRM, HOURS * 3600)


def to_end(token) -> Subscription | None:
    """The subscription a link ends, or has ended."""
    return _found(token, _END, None)


def _signed(subscription, salt):
    return signing.dumps([subscription.pk, subscription.nonce], salt=salt)


def _found(token, salt, seconds):
    try:
        pk, nonce = signing.loads(token, salt=salt, max_age=seconds)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Subscription.objects.filter(pk=pk, nonce=nonce).first()
