"""What waits in the uploads: files read but not yet confirmed."""

from django.urls import reverse

from registry.parties.access import reach

from .models import Upload


def items(user, today) -> list[dict]:
    """Counted from facts for this user's institutions."""
    if not reach(user).roles & {"bank_maker", "bank_checker"}:
        return []
    waiting = Upload.objects.visible_to(user).filter(status="received")
    url = reverse("admin:imports_upload_changelist")
    return [
        {
            "label": "已上传、等待确认的台账",
            "count": waiting.count(),
            "url": f"{url}?status__exact=received",
            "urgency": "now",
        }
    ]
