"""What waits in the uploads: files read but not yet confirmed."""

from django.urls import reverse

from registry.parties.access import reach

from .models import HeldFile, SheetUpload, Upload
from .sheets.kinds import KINDS


def items(user, today) -> list[dict]:
    """Counted from facts for this user's institutions."""
    return [*_sheets(user), *_uploads(user, today)]


def _sheets(user):
    """Sheets of the office that wait for another person than uploaded them."""
    url = reverse("admin:imports_sheetupload_changelist")
    for kind in KINDS.values():
        if user.has_perm(kind.books):
            waiting = SheetUpload.objects.visible_to(user).filter(
                kind=kind.name, status="received", rejected=0
            )
            yield {
                "label": f"等待另一人确认的{kind.label}", "count": waiting.exclude(uploaded_by=user).count(),
                "url": f"{url}?kind__exact={kind.name}&status__exact=received", "urgency": "now",
            }  # fmt: skip


def _uploads(user, today):
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
