"""What waits for a second person."""

from django.urls import reverse

from .extending import RIGHT, kind_of, unproposed
from .models import Proposal


def items(user, today) -> list[dict]:
    """Proposals this person may approve or refuse; never their own."""
    waiting = Proposal.objects.for_decision_by(user, today)
    url = reverse("admin:ledger_proposal_changelist")
    return [
        *_deadlines(user, today),
        {
            "label": "等待您批准的待批事项",
            "count": waiting.count(),
            "url": f"{url}?status__exact=open",
            "urgency": "now",
        },
    ]


def _deadlines(user, today):
    """Deadlines a new calendar moves later whose extension was refused or lapsed: they hold what waits for their end."""
    if not user.has_perm(RIGHT):
        return
    for record in unproposed(today):
        url = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
        label = f"日历修订后应顺延的{kind_of(record).title}：{record}"
        yield {"label": label, "count": 1, "url": url, "urgency": "now"}
