"""What pages and letters leave for the office: letters to answer, drafts to approve, marks not filled in, broken links."""

from django.urls import reverse
from wagtail.models import TaskState

from registry.parties.access import reach
from registry.parties.roles import ROLES

from .models import BrokenLink, Letter, OfficeSettings
from .models.approval import ApprovalTask

HANDLERS = frozenset({"clerk", "head"})


def items(user, today) -> list[dict]:
    """For clerk and head: letters; for whoever edits or approves pages: pages."""
    roles = reach(user).roles
    found = _letters(today) if roles & HANDLERS or user.is_superuser else []
    return found + (_pages(user) if any(ROLES[r].edits_pages for r in roles if r in ROLES) else [])


def _letters(today):
    base = reverse("admin:pages_letter_changelist")
    waiting = Letter.objects.filter(status="received")
    return [
        _item("超期未答复的留言", Letter.objects.overdue(today).count(), f"{base}?overdue=yes", "now"),
        _item("待答复的留言", waiting.count(), f"{base}?status__exact=received", "soon"),
        _item(
            "待批准公开的留言答复",
            Letter.objects.filter(status="prepared").count(),
            f"{base}?status__exact=prepared",
            "soon",
        ),
    ]


def _pages(user):
    desk = reverse("wagtailadmin_home")
    return [
        _item("待审核的网页", len(to_approve(user)), desk, "soon"),
        _item("网页上失效的链接", BrokenLink.objects.open().count(), desk, "now"),
        _item(
            "没有填写的网站标识",
            len(missing_marks()),
            reverse("wagtailsettings:edit", args=["pages", "officesettings"]),
            "",
        ),
    ]


def to_approve(user) -> list:
    """Drafts this person may approve: in the group, and not written by the same person."""
    tasks = [task for task in ApprovalTask.objects.filter(active=True) if task._user_in_groups(user)]
    states = TaskState.objects.filter(task__in=tasks, status=TaskState.STATUS_IN_PROGRESS).select_related(
        "workflow_state", "task"
    )
    pages = [(state, state.workflow_state.content_object) for state in states]
    return [page for state, page in pages if page and state.task.specific.may_approve(page, user)]


def missing_marks() -> list[str]:
    """Names of what a government site must show and this one does not yet."""
    office = OfficeSettings.objects.first()
    return office.missing() if office else []


def _item(label, count, url, urgency):
    return {"label": label, "count": count, "url": url, "urgency": urgency}
