"""What waits in sanctions: cancellations to confirm, cases to decide, measures to report."""

from django.urls import reverse

from registry.parties.access import reach
from registry.parties.models import Qualification

from .breaches import to_withdraw
from .models import BlacklistCase, ConditionBreach, JointAction, LegalBasis, Receipt, RepairRequest
from .receipts import RIGHT

CASES, REPAIRS = "sanctions_blacklistcase", "sanctions_repairrequest"


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
        found += _office(scope, today)
    if "legal" in scope.roles:
        found += _legal()
    if "reviewer" in scope.roles:
        asked = JointAction.objects.filter(institution_id__in=scope.institutions, done_on=None)
        found.append(_item("等待本单位办理的联合惩戒措施", asked, "sanctions_jointaction", "", "soon"))
    if user.has_perm(RIGHT) and not scope.sees_registry:
        mine = Receipt.objects.waiting().filter(institution_id__in=scope.institutions)
        urgent = "now" if mine.filter(due_on__lte=today).exists() else "soon"
        found.append(_item("等待本单位签收的文书", mine, "sanctions_receipt", "state=waiting", urgent))
    return found


def _office(scope, today):
    """What the office follows: each step of a case that waits for it, and who has not signed."""
    cases, requests = BlacklistCase.objects.all(), RepairRequest.objects.all()
    waits = [
        ("法制审核退回、待补正的案件", cases.filter(status="returned"), CASES, "status__exact=returned", "now"),
        ("法制审核通过、待告知的案件", cases.filter(status="cleared"), CASES, "status__exact=cleared", "soon"),
        ("列入决定尚未送达的案件", cases.in_force().filter(served_on=None), CASES, "", "now"),
        ("超过期限未签收的文书", Receipt.objects.late(today), "sanctions_receipt", "state=late", "now"),
        ("超过期限未反馈的联合惩戒措施",
         JointAction.objects.filter(done_on=None, due_on__lt=today, case__status__in=("listed", "published")),
         "sanctions_jointaction", "", "soon"),
    ]  # fmt: skip
    baseless = to_withdraw(today)
    if "clerk" in scope.roles:
        waits.append(
            (
                "待核查的信用修复申请",
                requests.filter(status="received"),
                REPAIRS,
                "status__exact=received",
                "now",
            )
        )
    if "head" in scope.roles:
        waits.append(
            (
                "待决定的信用修复申请",
                requests.filter(status="verified"),
                REPAIRS,
                "status__exact=verified",
                "now",
            )
        )
        waits.append(
            (
                "所依信息已更正、待撤回的预警",
                baseless,
                "sanctions_conditionbreach",
                "status__exact=confirmed",
                "now",
            )
        )
    return [_item(*wait) for wait in waits]


def _legal():
    cases = BlacklistCase.objects.all()
    return [
        _item("等待法制审核的案件", cases.filter(status="proposed"), CASES, "status__exact=proposed", "now"),
        _item("已送达、可审核是否公开的案件", cases.filter(status="listed", withheld_on=None).exclude(served_on=None),
              CASES, "status__exact=listed", ""),
        _item("待批准的法律依据", LegalBasis.objects.filter(status="proposed"), "sanctions_legalbasis",
              "status__exact=proposed", "soon"),
    ]  # fmt: skip


def _item(label, rows, view, query, urgency):
    url = reverse(f"admin:{view}_changelist")
    return {
        "label": label,
        "count": len(rows) if isinstance(rows, list) else rows.count(),
        "url": f"{url}?{query}" if query else url,
        "urgency": urgency,
    }
