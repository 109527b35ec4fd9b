"""What waits in lending: reports and demands for the bank, claims for the office, payments for the guarantor."""

from django.urls import reverse

from registry.parties.access import reach

from .lines import unpromised
from .models import BankReport, CompensationClaim, CreditLine, DemandNotice, OverdueEpisode, SupervisionNote


def items(user, today) -> list[dict]:
    """Counted from facts for this user's roles and institutions."""
    roles, found = reach(user).roles, []
    claims = CompensationClaim.objects.visible_to(user)
    if roles & {"bank_maker", "bank_checker"}:
        found += _bank(user, claims, today)
    if roles & {"bank_maker", "clerk", "head"}:
        drawn = unpromised(CreditLine.objects.visible_to(user))
        found.append(_item("已放款、未登记用途承诺的授信", drawn, "creditline", "promise=missing", "soon"))
    if roles & {"clerk", "head"}:
        found.append(
            _item(
                "等待审批的代偿申请",
                claims.filter(status="lodged"),
                "compensationclaim",
                "status__exact=lodged",
                "now",
            )
        )
        late = _owed(BankReport.objects, today).filter(due_on__lt=today)
        found.append(
            _item("银行过期未报送的逾期报告", late, "bankreport", "reported_on__isnull=True", "soon")
        )
        suspected = SupervisionNote.objects.filter(finding="misuse", considered_on=None)
        query = "finding__exact=misuse&considered_on__isempty=1"
        found.append(_item("挪用嫌疑、待研究是否提出黑名单", suspected, "supervisionnote", query, "now"))
    if "guarantor" in roles:
        approved = claims.filter(status="approved")
        found.append(
            _item("已同意、等待支付的代偿", approved, "compensationclaim", "status__exact=approved", "now")
        )
        recovering = OverdueEpisode.objects.visible_to(user).filter(status="recovering")
        found.append(
            _item("已代偿、正在追偿", recovering, "overdueepisode", "status__exact=recovering", "soon")
        )
    return found


def _owed(reports, today):
    """Reports still to be made: their day has come, and the arrears were not voided."""
    return reports.filter(reported_on=None, owed_from__lte=today).exclude(episode__status="voided")


def _bank(user, claims, today):
    reports = _owed(BankReport.objects.visible_to(user), today)
    yield _item("需要报送的逾期报告", reports, "bankreport", "reported_on__isnull=True", "now")
    demands = OverdueEpisode.objects.visible_to(user).filter(status="day60", demands=None)
    yield _item("逾期满60日、未发催收通知书", demands, "overdueepisode", "status__exact=day60", "now")
    recalled = DemandNotice.objects.visible_to(user).filter(
        withdrawn_on__isnull=False, recall_delivered_on=None
    )
    query = "withdrawn_on__isempty=0&recall_delivered_on__isempty=1"
    yield _item("催收已撤回、尚未告知借款人", recalled, "demandnotice", query, "now")
    drafts = claims.filter(status="draft")
    yield _item("已起草、等待提交的代偿申请", drafts, "compensationclaim", "status__exact=draft", "soon")
    yield _item(
        "退回补正的代偿申请",
        claims.filter(status="returned"),
        "compensationclaim",
        "status__exact=returned",
        "now",
    )
    yield _item(
        "已支付、等待确认收款的代偿",
        claims.filter(status="paid"),
        "compensationclaim",
        "status__exact=paid",
        "soon",
    )


def _item(label, rows, model, query, urgency):
    url = reverse(f"admin:lending_{model}_changelist")
    return {"label": label, "count": rows.count(), "url": f"{url}?{query}", "urgency": urgency}
