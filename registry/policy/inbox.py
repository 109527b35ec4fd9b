"""What waits for a person in the policy room: proposals to approve, a year without calendar, an old LPR."""

from django.urls import reverse

from .calendars import years_asked_for
from .models import CalendarDay, CalendarYear, PolicyVersion, ReferenceRate
from .reference_rates import old_rate_remarks


def items(user, today) -> list[dict]:
    """Dicts of label, count, url and urgency ("now", "soon" or ""), only what this person may act on."""
    waiting = []
    if user.has_perm("policy.approve_policyversion"):
        waiting += _proposals(user, today)
    if user.has_perm("policy.add_calendarday"):
        waiting += _calendar(today)
    if user.has_perm("policy.add_referencerate"):
        waiting += _rates(today)
    return waiting


def _proposals(user, today):
    rows = PolicyVersion.objects.visible_to(user).filter(approved_on__isnull=True, in_force_from__gte=today)
    count = rows.exclude(proposed_by=user).count()
    return [_item("待批准的政策版本", count, PolicyVersion, "soon", "?approved_on__isnull=True")]


def _calendar(today):
    waiting = []
    for year in years_asked_for(today):
        urgency = "now" if today.month == 12 or year == today.year else "soon"
        asked = _item(f"请导入{year}年节假日安排", 1, CalendarYear, urgency)
        waiting.append(asked | {"url": f"{reverse('calendar-import')}?year={year}"})
    unchecked = (
        CalendarDay.objects.standing().filter(date__year=today.year, source__contains="待与原文核对").count()
    )
    if unchecked:
        label = f"{today.year}年节假日安排待与国务院通知原文核对"
        waiting.append(_item(label, 1, CalendarDay, "", f"?date__year={today.year}"))
    return waiting


def _rates(today):
    return [_item(remark.text.rstrip("。"), 1, ReferenceRate, "soon") for remark in old_rate_remarks(today)]


def _item(label, count, model, urgency, query=""):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return {"label": label, "count": count, "url": url + query, "urgency": urgency}
