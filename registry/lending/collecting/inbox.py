"""What waits on the ladder: steps that are due or late for whoever owns them, promises that fall due or were broken."""

from django.urls import reverse

from registry.parties.access import reach

from ..models import CollectionTask, OverdueEpisode, RepaymentPromise

OWNER_OF = {
    "bank_maker": "bank", "bank_checker": "bank", "guarantor": "guarantor", "clerk": "office", "head": "office",
}  # fmt: skip


def items(user, today) -> list[dict]:
    """Counted from facts for this user's roles and institutions."""
    roles = reach(user).roles
    owners = {OWNER_OF[role] for role in roles if role in OWNER_OF}
    if not owners:
        return []
    unpaid = {"episode__status__in": OverdueEpisode.objects.all().UNPAID}
    tasks = CollectionTask.objects.visible_to(user).filter(done_on=None, owner__in=owners, **unpaid)
    late = tasks.filter(due_on__lt=today, step__obligatory=True)
    found = [
        _item("过期未办的清收任务", late, "collectiontask", "waiting=late", "now"),
        _item(
            "待办的清收任务", tasks.exclude(pk__in=late.values("pk")), "collectiontask", "waiting=due", "soon"
        ),
    ]
    if roles & {"bank_maker", "bank_checker"}:
        broken = RepaymentPromise.objects.visible_to(user).filter(status="broken", **unpaid)
        found.append(_item("没有履行的还款承诺", broken, "repaymentpromise", "status__exact=broken", "soon"))
    return found


def _item(label, rows, model, query, urgency):
    url = reverse(f"admin:lending_{model}_changelist")
    return {"label": label, "count": rows.count(), "url": f"{url}?{query}", "urgency": urgency}
