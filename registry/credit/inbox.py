"""What waits in the credit room: deliveries to confirm, authorisations about to end."""

from datetime import timedelta

from django.urls import reverse

from registry.parties.access import reach

from .models import Delivery, ProfileQuery, QueryAuthorisation

AHEAD = timedelta(days=14)


def items(user, today) -> list[dict]:
    """Counted from facts for this user's roles and institutions."""
    scope, found = reach(user), []
    if "reporter" in scope.roles:
        waiting = Delivery.objects.filter(institution_id__in=scope.institutions, status="received")
        found.append(
            _item("已上传、等待确认的信用信息", waiting, "delivery", "status__exact=received", "now")
        )
    if scope.roles & {"bank_maker", "bank_checker"}:
        ending = QueryAuthorisation.objects.holding(today).filter(
            institution_id__in=scope.institutions, until_on__lte=today + AHEAD
        )
        found.append(_item("两周内到期的查询授权", ending, "queryauthorisation", "", "soon"))
    if scope.roles & {"head"}:
        refused = ProfileQuery.objects.filter(granted=False, queried_on__gte=today - AHEAD)
        found.append(_item("两周内被拒绝的信用档案查询", refused, "profilequery", "granted__exact=0", ""))
    return found


def _item(label, rows, model, query, urgency):
    url = reverse(f"admin:credit_{model}_changelist")
    return {
        "label": label,
        "count": rows.count(),
        "url": f"{url}?{query}" if query else url,
        "urgency": urgency,
    }
