"""What waits in sanctions: cancellations to confirm, cases to review and decide, papers to sign, measures to report."""

from django.db.models import Q
from django.urls import reverse

from registry.parties.access import reach
from registry.parties.models import Qualification

from .breaches import to_withdraw
from .models import BlacklistCase, ConditionBreach, JointAction, LegalBasis, Receipt, RepairRequest
from .receipts import RIGHT

CASES, REPAIRS = "sanctions_blacklistcase", "sanctions_repairrequest"
LEADS, RECEIPTS, MEASURES = "sanctions_conditionbreach", "sanctions_receipt", "sanctions_jointaction"
STANDING = {"case__status__in": BlacklistCase.objects.all().IN_FORCE}


def items(user, today) -> list[dict]:
    """Counted from facts for this user's roles and institutions."""
    scope, found = reach(user), []
    if scope.roles & {"clerk", "head"}:
        found += _decisions(today) + _followed(today)
    if "clerk" in scope.roles:
        found.append(_repairs("待核查的信用修复申请", "received"))
    if "head" in scope.roles:
        found.append(_repairs("待决定的信用修复申请", "verified"))
        found.append(
            _item("所依信息已更正、待撤回的预警", to_withdraw(today), LEADS, "status__exact=confirmed", "now")
        )
    if "legal" in scope.roles:
        found += _legal()
    if "reviewer" in scope.roles:
        found += _department(scope)
    if user.has_perm(RIGHT) and not scope.sees_registry:
        found.append(_to_sign(scope, today))
    return found


def _decisions(today):
    """What only the office decides."""
    warned = Qualification.objects.filter(status="warned")
    leads = ConditionBreach.objects.filter(status="prepared")
    over = BlacklistCase.objects.filter(Q(status="notified", reply_due_on__lt=today) | Q(status="replied"))
    return [
        _item("已预警、待确认取消的资格", warned, "parties_qualification", "status__exact=warned", "now"),
        _item("待核实的违反准入条件线索", leads, LEADS, "status__exact=prepared", "now"),
        _item("陈述申辩期满、待决定的黑名单案件", over, CASES, "", "now"),
    ]


def _followed(today):
    """Each step of a case that waits for the office, and who has not signed or reported."""
    cases = BlacklistCase.objects.all()
    unserved = cases.in_force().filter(served_on=None)
    silent = JointAction.objects.filter(done_on=None, due_on__lt=today, **STANDING)
    late = Receipt.objects.late(today)
    return [
        _item("法制审核退回、待补正的案件", cases.filter(status="returned"), CASES, "status__exact=returned", "now"),
        _item("法制审核通过、待告知的案件", cases.filter(status="cleared"), CASES, "status__exact=cleared", "soon"),
        _item("列入决定尚未送达的案件", unserved, CASES, "", "now"),
        _item("超过期限未签收的文书", late, RECEIPTS, "state=late", "now"),
        _item("超过期限未反馈的联合惩戒措施", silent, MEASURES, "", "soon"),
    ]  # fmt: skip


def _repairs(label, status):
    waiting = RepairRequest.objects.filter(status=status)
    return _item(label, waiting, REPAIRS, f"status__exact={status}", "now")


def _legal():
    cases = BlacklistCase.objects.all()
    unjudged = cases.filter(status="listed", withheld_on=None).exclude(served_on=None)
    bases = LegalBasis.objects.filter(status="proposed")
    return [
        _item("等待法制审核的案件", cases.filter(status="proposed"), CASES, "status__exact=proposed", "now"),
        _item("已送达、可审核是否公开的案件", unjudged, CASES, "status__exact=listed", ""),
        _item("待批准的法律依据", bases, "sanctions_legalbasis", "status__exact=proposed", "soon"),
    ]


def _department(scope):
    own = JointAction.objects.filter(institution_id__in=scope.institutions)
    standing = own.filter(done_on__isnull=False, lifted_on=None, case__status="removed").exclude(
        outcome="none"
    )
    return [
        _item("等待本单位办理的联合惩戒措施", own.filter(done_on=None, **STANDING), MEASURES, "", "soon"),
        _item("已移出黑名单、等待本单位解除的措施", standing, MEASURES, "", "now"),
    ]


def _to_sign(scope, today):
    mine = Receipt.objects.waiting().filter(institution_id__in=scope.institutions)
    urgency = "now" if mine.filter(due_on__lte=today).exists() else "soon"
    return _item("等待本单位签收的文书", mine, RECEIPTS, "state=waiting", urgency)


def _item(label, rows, view, query, urgency):
    url = reverse(f"admin:{view}_changelist")
    return {
        "label": label,
        "count": len(rows) if isinstance(rows, list) else rows.count(),
        "url": f"{url}?{query}" if query else url,
        "urgency": urgency,
    }
