"""What waits in sanctions: cancellations to confirm, cases to decide, measures to report."""

from django.urls import reverse

from registry.parties.access import reach
from registry.parties.models import Qualification

from .models import BlacklistCase, ConditionBreach, JointAction


def items(user, today) -> list[dict]:
    """Counted from facts for this user's roles and institutions."""
    scope, found = reach(user), []
    if scope.roles & {"clerk", "head"}:
        warned = Qualification.objects.filter(status="warned")
        found.append(
            _item("已预警、待确认取消的资格", warned, "parties_qualification", "status__exact=warned", "now")
        )
        leads = ConditionBreach.objects.filter(status="prepared")
        found.append(
            _item(
                "待核实的违反准入条件线索",
                leads,
                "sanctions_conditionbreach",
                "status__exact=prepared",
                "now",
            )
        )
        over = BlacklistCase.objects.filter(
            status="notified", reply_due_on__lt=today
        ) | BlacklistCase.objects.filter(status="replied")
        found.append(_item("陈述申辩期满、待决定的黑名单案件", over, "sanctions_blacklistcase", "", "now"))
    if "legal" in scope.roles:
        listed = BlacklistCase.objects.filter(status="listed")
        found.append(
            _item(
                "已列入、可审核是否公开的案件", listed, "sanctions_blacklistcase", "status__exact=listed", ""
            )
        )
    if "reviewer" in scope.roles:
        asked = JointAction.objects.filter(institution_id__in=scope.institutions, done_on=None)
        found.append(_item("等待本单位办理的联合惩戒措施", asked, "sanctions_jointaction", "", "soon"))
    return found


def _item(label, rows, view, query, urgency):
    url = reverse(f"admin:{view}_changelist")
    return {
        "label": label,
        "count": rows.count(),
        "url": f"{url}?{query}" if query else url,
        "urgency": urgency,
    }
