"""What waits in the uploads: files read but not yet confirmed, work in the background and how it ended."""

from django.urls import reverse

from registry.ledger.models import Message
from registry.parties.access import reach

from .background.alarms import KIND
from .background.views import address_of
from .models import HeldFile, SheetUpload, Upload, UploadJob
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
    roles = reach(user).roles
    if roles & {"clerk", "head"}:
        return _standing_still(user)
    if not roles & {"bank_maker", "bank_checker"}:
        return []
    waiting = Upload.objects.visible_to(user).filter(status="received")
    url = reverse("admin:imports_upload_changelist")
    held = HeldFile.objects.visible_to(user).filter(uploaded_on=today).first()
    page = [reverse("admin:imports_upload_mapping", args=[held.pk])] if held else []
    return [
        *_in_background(user),
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


def _in_background(user):
    """One's own work: what is going on, and what has ended since one last looked."""
    for job in UploadJob.objects.visible_to(user).filter(seen=False, by_interface=False).order_by("pk"):
        told = "正在后台办理" if job.is_open else f"后台{job.get_state_display()}，请查看"
        yield {
            "label": f"{told}：{job}",
            "count": 1,
            "url": address_of(job),
            "urgency": "" if job.is_open else "now",
        }


def _standing_still(user):
    """Alarms nobody at the office has read."""
    count = Message.objects.filter(kind=KIND, recipient_code__in=reach(user).codes, read_at=None).count()
    url = reverse("admin:ledger_message_changelist")
    return [
        {
            "label": "后台办理停住的上传",
            "count": count,
            "url": f"{url}?kind__exact={KIND}",
            "urgency": "now",
        }
    ]
