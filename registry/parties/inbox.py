"""What waits in this room: account requests, accounts nobody uses, businesses to screen again."""

from django.urls import reverse

from . import idle
from .access import reach
from .models import AccountRequest, ReScreeningTask


def items(user, today) -> list[dict]:
    """Counted from facts, only what this person may act on."""
    found = []
    if user.has_perm("parties.endorse_accountrequest"):
        rows = AccountRequest.objects.visible_to(user).filter(status="requested")
        found.append(
            _item("待核实的账号申请", rows.count(), "accountrequest", "status__exact=requested", "now")
        )
    if user.has_perm("parties.approve_accountrequest"):
        rows = AccountRequest.objects.filter(status="endorsed")
        found.append(
            _item("单位已核实、待开通的账号", rows.count(), "accountrequest", "status__exact=endorsed", "now")
        )
    if reach(user).keeps_accounts:
        count = len(idle.idle_for(today, idle.WARN_AFTER_DAYS))
        found.append(
            _item(f"{idle.WARN_AFTER_DAYS}天未登录的账号", count, "user", "is_active__exact=1", "soon")
        )
    if user.has_perm("parties.keep_rescreeningtask"):
        rows = ReScreeningTask.objects.filter(status="open")
        found.append(
            _item(
                "身份变更、待重新甄别的企业（户）",
                rows.count(),
                "rescreeningtask",
                "status__exact=open",
                "now",
            )
        )
    return found


def _item(label, count, model, query, urgency):
    return {
        "label": label,
        "count": count,
        "url": f"{reverse(f'admin:parties_{model}_changelist')}?{query}",
        "urgency": urgency,
    }
