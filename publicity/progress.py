"""How far an objection is: what its sender may read by receipt number and telephone, the letters for the whole number only."""

import re

from django.utils.crypto import constant_time_compare

from registry.documents.issuing import papers_about
from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange
from registry.policy.dates import written
from registry.policy.identifiers import clean
from registry.screening.throttle import must_not_be_guessing, note_failure

from .deadlines import next_deadline
from .models import Objection
from .outcomes import finding_of

TAIL = 4
UNKNOWN = "没有找到这件异议：受理号与电话不相符。请核对受理号（以YY开头）和提交时留下的电话后重新输入。"
WAIT = "输错的次数太多，为保护异议人，请过15分钟后再试。忘记受理号的，请带身份证件到旗金融服务中心查询。"
LETTERS = ("ack", "not_ack", "reply")
_STEPS = {
    "register": "已收到",
    "accept": "已受理，发出受理告知",
    "treat_as_lead": "转为线索核查",
    "decline": "不予受理，发出告知",
    "investigate": "正在核查",
    "find_major": "核查完毕，正在拟写答复",
    "find_minor": "核查完毕，正在拟写答复",
    "find_unfounded": "核查完毕，正在拟写答复",
    "reply": "已答复",
}
_NEXT = {
    "受理": "我们将在{day}前告知您是否受理。",
    "核查认定": "我们将在{day}前核查完毕。",
    "答复": "我们将在{day}前书面答复您。",
}


def receipt_sentences(objection) -> list[str]:
    """What the sender is told at once, before anything else."""
    lines = [
        "请记下受理号，凭受理号和联系电话末四位可以查询办理进度；填写完整电话，还可以看告知、答复和补充材料。"
    ]
    if objection.sort == Objection.Sort.ANONYMOUS:
        lines = ["匿名反映作为线索核查，不另作答复，也不能查询进度。"]
    what, due = next_deadline(objection)
    if due:
        lines.append(_NEXT[what].format(day=written(due)))
    if objection.late:
        lines.append("本件在公示期外收到，我们照常核查，但不影响公示期满时的认定。")
    return lines


def find_objection(receipt_number, phone, *, visitor, moment) -> tuple[Objection, bool]:
    """The objection of this number and telephone, and whether the whole number was given (not the last four only).

    Raises Refusal with one and the same sentence for a wrong number and a wrong telephone; wrong tries are counted.
    """
    number, told = clean(receipt_number), re.sub(r"\D", "", clean(phone))
    must_not_be_guessing(number, visitor, moment=moment, told=WAIT)
    found = Objection.objects.filter(receipt_number=number).select_related("entry__notice").first()
    held = re.sub(r"\D", "", found.phone) if found else ""
    whole = bool(held) and constant_time_compare(held, told)
    tail = bool(held) and len(told) == TAIL and constant_time_compare(held[-TAIL:], told)
    if not (whole or tail):
        note_failure(number, visitor, moment=moment)
        raise Refusal(UNKNOWN)
    return found, whole


def progress(objection, *, whole=False) -> dict:
    """Status lines, oldest first, under the business's public name; letters only for who gave the whole number.

    Never the sender, the facts, the evidence, the statement, or who handles it.
    """
    changes = StatusChange.objects.of(objection)
    lines = [{"date": c.effective_on, "text": _STEPS[c.move]} for c in changes if c.move in _STEPS]
    if objection.status == "answered":
        lines[-1]["text"] = f"已答复，核查结论：{finding_of(objection)}。"
    what, due = next_deadline(objection)
    return {
        "receipt_number": objection.receipt_number,
        "entry": objection.entry.shown_name,
        "notice": objection.entry.notice,
        "received": f"{written(objection.received_on)}收到" + ("（公示期外）" if objection.late else ""),
        "status": lines[-1]["text"] if lines else "",
        "next": _NEXT[what].format(day=written(due)) if due else "",
        "lines": lines,
        "letters": list(papers_about(objection).filter(kind__in=LETTERS)) if whole else [],
        "may_add": whole and objection.status in ("received", "accepted", "lead", "investigating"),
    }
