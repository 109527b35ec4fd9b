"""How far an application is, in plain words for the applicant: by receipt number and telephone (N4, domain §6.4)."""

from django.utils.crypto import constant_time_compare

from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange
from registry.policy.dates import written
from registry.policy.identifiers import clean

from .models import Application
from .throttle import must_not_be_guessing, note_failure

TAIL = 4
UNKNOWN = "没有找到这件申报：受理号与电话不相符。请核对受理号（以SB开头）和申报时留下的电话后重新输入。"
_STEPS = {
    "register": "开始填报",
    "submit": "提交申报，取得受理号",
    "ask_supplement": "办公室要求补正",
    "resubmit": "补正后再次提交",
    "start_screening": "送各部门审核",
    "pass_screening": "部门审核通过",
    "fail_screening": "部门审核未通过",
    "approve": "领导小组审核通过",
    "decline": "领导小组审核未通过",
    "publish": "开始公示",
    "unpublish": "公示撤销，等待重新公示",
    "hold": "公示期间收到反映，正在核查",
    "recognise": "认定为信用企业（户）",
    "refuse": "不予认定",
    "withdraw": "撤回",
}
_NOW = {
    "draft": ("还没有提交", "请推荐单位或者申报人提交后再办理。"),
    "submitted": ("已经收到，等待办公室审阅", "材料齐全的送各部门审核；需要补正的，会在这里写明补什么、什么时候以前补。"),
    "supplement": ("需要您补正", "请按下面列出的事项补正，补齐后重新提交。"),
    "screening": ("各部门正在审核", "各部门都答复以后，由办公室提出意见，报领导小组审核。您现在不用做什么。"),
    "screened": ("部门审核通过，等待领导小组审核", "领导小组审核通过后列入公示。您现在不用做什么。"),
    "rejected": ("部门审核未通过，本件办结", "对结果有疑问的，请带营业执照到旗金融服务中心询问；以后的申报时间可以再次申报。"),
    "approved": ("领导小组审核通过，等待公示", "名单将公示十个工作日。您现在不用做什么。"),
    "declined": ("领导小组审核未通过，本件办结", "对结果有疑问的，请带营业执照到旗金融服务中心询问；以后的申报时间可以再次申报。"),
    "in_publicity": ("正在公示", "公示期满、没有重大失信反映的，认定为信用企业（户），并推荐给合作银行。"),
    "held": ("公示期间收到反映，正在核查", "核查结束后作出决定，需要您说明情况的，办公室会电话联系。"),
    "recognised": ("已经认定为信用企业（户）", "可以向合作银行申请“信保贷”贷款；是否放款由银行和担保公司审查决定。"),
    "refused": ("不予认定，本件办结", "对结果有疑问的，请带营业执照到旗金融服务中心询问。"),
    "withdrawn": ("已经撤回，本件办结", "在申报时间内可以重新申报。"),
}  # fmt: skip
_REASONED = ("ask_supplement", "fail_screening", "decline", "refuse")


def find_application(receipt_number, phone, *, visitor, moment) -> tuple[Application, bool]:
    """The application of this receipt number and telephone, and whether the whole number was given (not the tail only).

    Raises Refusal with one and the same sentence for a wrong number and a wrong telephone; wrong tries are counted.
    """
    number, told = clean(receipt_number), clean(phone)
    number = f"{number[:8]}-{number[8:]}" if len(number) > 8 else number
    must_not_be_guessing(number, visitor, moment=moment)
    found = Application.objects.filter(receipt_number=number).select_related("business", "round").first()
    held = clean(found.contact_phone) if found else ""
    whole = bool(held) and constant_time_compare(held, told)
    tail = bool(held) and len(told) == TAIL and constant_time_compare(held[-TAIL:], told)
    if not (whole or tail):
        note_failure(number, visitor, moment=moment)
        raise Refusal(UNKNOWN)
    return found, whole


def progress_of(application, *, today, whole=False) -> dict:
    """`title`, `now`, `next`, `due`, `lines` (date, text, reason). Reasons only for who gave the whole telephone number."""
    now, upcoming = _NOW[application.status]
    return {
        "receipt_number": application.receipt_number,
        "round": application.round.batch,
        "now": now,
        "next": upcoming,
        "due": _due(application, today),
        "over": bool(application.supplement_due_on and application.supplement_due_on < today),
        "lines": [_line(c, whole) for c in StatusChange.objects.of(application) if c.move in _STEPS],
    }


def _line(change, whole):
    reason = change.reason if whole and change.move in _REASONED else ""
    return {"date": change.effective_on, "text": _STEPS[change.move], "reason": reason}


def _due(application, today):
    if application.status == "supplement" and (due := application.supplement_due_on):
        if due < today:
            return f"补正期限到{written(due)}为止，已经过期。请联系旗金融服务中心，由办公室决定是否延长。"
        return (
            f"请在{written(due)}以前补正，还有{(due - today).days}天。"
            if due > today
            else "今天是补正的最后一天。"
        )
    if application.status == "screening" and (due := application.round.opinions_due_on):
        return f"部门答复截止日为{written(due)}。"
    return ""
