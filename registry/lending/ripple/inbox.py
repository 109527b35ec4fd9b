"""What waits after corrections: acts whose ground fell away, for the office; money to come back, for the guarantor."""

from collections.abc import Iterator

from django.db.models import Min
from django.urls import reverse

from registry.parties.access import reach

from ..models import Countermand

MONEY = {"payment": "已通知银行退还、待到账的代偿款", "recovery": "应退还借款人、尚未退清的追偿款"}


def items(user, today) -> Iterator[dict]:
    """Counted from facts, with the age of the oldest."""
    roles, url = reach(user).roles, reverse("admin:lending_countermand_changelist")
    rows = Countermand.objects.visible_to(user)
    if roles & {"clerk", "head"}:
        yield _item(
            "所依事实已更正、待决定撤改的文书", rows.waiting(), f"{url}?status__exact=prepared", today
        )
    if roles & {"clerk", "head", "guarantor"}:
        for kind, label in MONEY.items():
            refunding = rows.filter(status="refunding", kind=kind)
            yield _item(label, refunding, f"{url}?status__exact=refunding&kind__exact={kind}", today)


def _item(label, rows, url, today):
    first = rows.aggregate(first=Min("prepared_on"))["first"]
    waited = (today - first).days if first else 0
    age = f"（最早的已等{waited}天）" if waited else ""
    return {"label": f"{label}{age}", "count": rows.count(), "url": url, "urgency": "now"}
