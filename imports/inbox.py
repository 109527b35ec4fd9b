"""What waits in the uploads: files read but not yet confirmed."""

from django.urls import reverse

from registry.parties.access import reach

from .models import HeldFile, Upload


def items(user, today) -> list[dict]:
    """Counted from facts for this user's institutions."""
    if not reach(user).roles & {"bank_maker", "bank_checker"}:
        return []
    waiting = Upload.objects.visible_to(user).filter(status="received")
    url = reverse("admin:imports_upload_changelist")
    held = HeldFile.objects.visible_to(user).filter(uploaded_on=today).first()
    page = [reverse("admin:imports_upload_mapping", args=[held.pk])] if held else []
    return [
        *(
            {"label": f"等待对应表头：{held}", "count": 1, "url": address, "urgency": "now"}
            for address in page
        ),
        {
            "label": "已上传、等待确认的台账",
            "count": waiting.count(),
            "url": f"{url}?status__exact=received",
            "urgency": "now",
        },
    ]
