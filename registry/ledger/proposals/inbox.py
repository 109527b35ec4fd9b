"""What waits for a second person."""

from django.urls import reverse

from .models import Proposal


def items(user, today) -> list[dict]:
    """Proposals this person may approve or refuse; never their own."""
    waiting = Proposal.objects.for_decision_by(user, today)
    url = reverse("admin:ledger_proposal_changelist")
    return [
        {
            "label": "等待您批准的待批事项",
            "count": waiting.count(),
            "url": f"{url}?status__exact=open",
            "urgency": "now",
        }
    ]
