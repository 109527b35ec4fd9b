"""Each look at a covered number is written down with its reason, and there are not many an hour (trust ACC-6)."""

from datetime import timedelta

from registry.history import clock
from registry.ledger.errors import Refusal
from registry.parties.events import note
from registry.parties.models import AccessEvent

PER_HOUR = 30


def keep_reveal(user, record, labels, reason):
    """Write the look down. Raises Refusal when this person has had PER_HOUR within an hour."""
    since = clock.moment() - timedelta(hours=1)
    if AccessEvent.objects.filter(kind="reveal", user=user, at__gt=since).count() >= PER_HOUR:
        raise Refusal(
            f"一小时内查看完整联系方式已满{PER_HOUR}次，请稍后再办。确需批量联系的，请由办公室统一组织。"
        )
    named = f"{record._meta.verbose_name}第{record.pk}号：{'、'.join(labels)}"
    note("reveal", user=user, what=f"{named}。理由：{reason}")
