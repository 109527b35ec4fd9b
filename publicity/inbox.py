"""What waits for the office in publicity: drafts, objections, held entries, provisional windows, missing proofs."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from registry.parties.access import reach
from registry.screening.models import Application

from .models import Notice, NoticeEntry, Objection, PageCheck
from .posting import REQUIRED

HANDLERS = frozenset({"clerk", "head"})


def items(user, today) -> list[dict]:
    """Counted from facts for this user; only the office has work here."""
    roles = reach(user).roles
    if not roles & HANDLERS and not user.is_superuser:
        return []
    return [
        _item("领导小组审核通过、待拟公示的申报", _undrafted(), "notice_add", urgency="soon"),
        _item("待编号发布的公示拟稿", Notice.objects.filter(status="draft"), "notice_changelist", "status__exact=draft"),
        _item("超期未办的异议", Objection.objects.overdue(today), "objection_changelist", "overdue=yes", "now"),
        _item(
            "已收到说明、待核查认定的异议",
            Objection.objects.filter(status__in=("accepted", "investigating"), statement__given_on__isnull=False),
            "objection_changelist", "status__in=accepted,investigating", "now",
        ),
        _item(
            "待受理的异议", Objection.objects.filter(status="received"), "objection_changelist",
            "status__exact=received", "now",
        ),
        _item(
            "核查中的异议", Objection.objects.filter(status__in=("accepted", "investigating")),
            "objection_changelist", "status__in=accepted,investigating", "soon",
        ),
        _item(
            "待答复的异议", Objection.objects.filter(status__in=("major", "minor", "unfounded")),
            "objection_changelist", "status__in=major,minor,unfounded", "soon",
        ),
        _item(
            "异议核查中、暂缓认定的公示对象", NoticeEntry.objects.filter(status="held"), "noticeentry_changelist",
            "status__exact=held", "now",
        ),
        _item(
            "截止日暂定、需要录入节假日安排的公示", Notice.objects.filter(status="open", provisional=True),
            "notice_changelist", "provisional__exact=1", "now",
        ),
        _item("网页现在不能读取或与公示文本不一致的公示", _not_standing(), "notice_changelist", "status__exact=open", "now"),
        _item("缺少发布凭据的公示", _unproved(), "notice_changelist", "status__exact=open", "soon"),
    ]  # fmt: skip


def _item(label, rows, view, query="", urgency=""):
    url = reverse(f"admin:publicity_{view}")
    return {
        "label": label,
        "count": rows.count(),
        "url": f"{url}?{query}" if query else url,
        "urgency": urgency,
    }


def _undrafted():
    live = NoticeEntry.objects.exclude(status="withdrawn").values("application")
    return Application.objects.filter(status="approved").exclude(pk__in=live)


def _unproved():
    """Open notices for which a channel of R28 has no proof yet."""
    rows = Notice.objects.filter(status="open")
    proved = rows
    for channel in REQUIRED:
        proved = proved.filter(postings__channel=channel)
    return rows.exclude(pk__in=proved.values("pk"))


def _not_standing():
    """Open notices whose latest look did not find the page as it was opened."""
    latest = PageCheck.objects.filter(notice=OuterRef("pk")).order_by("-id").values("result")[:1]
    rows = Notice.objects.filter(status="open").annotate(seen=Subquery(latest))
    return rows.exclude(seen=None).exclude(seen=PageCheck.Result.SAME)
