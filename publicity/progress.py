"""How far an objection is: what its sender may read by receipt number and the end of the telephone number."""

import re

from registry.ledger.models import StatusChange
from registry.policy.dates import written

from .models import Objection
from .outcomes import finding_of

TAIL = 4
_STEPS = {
    "register": "已收到",
    "accept": "已受理",
    "treat_as_lead": "转为线索核查",
    "decline": "不予受理",
    "investigate": "正在核查",
    "find_major": "核查完毕，正在拟写答复",
    "find_minor": "核查完毕，正在拟写答复",
    "find_unfounded": "核查完毕，正在拟写答复",
    "reply": "已答复",
}


def receipt_sentences(objection) -> list[str]:
    """What the sender is told at once, before anything else."""
    lines = [
        f"已收到，受理号为{objection.receipt_number}。请记下受理号，凭受理号和联系电话末{TAIL}位可查询办理进度。"
    ]
    if objection.sort == Objection.Sort.ANONYMOUS:
        lines = [f"已收到，编号为{objection.receipt_number}。匿名反映作为线索核查，不另作答复。"]
    if objection.late:
        lines.append("本件在公示期外收到，我们照常核查，但不影响公示期满时的认定。")
    return lines


def progress(receipt_number, phone_tail):
    """Status lines of one objection as dicts (`date`, `text`), oldest first, under the business's public name.

    None when number and tail do not belong together: the same answer for a wrong number as for a wrong tail.
    Never the sender, the facts, the evidence, or who handles it.
    """
    objection = Objection.objects.filter(receipt_number=str(receipt_number).strip().upper()).first()
    if objection is None or _tail(objection.phone) != re.sub(r"\D", "", str(phone_tail or "")):
        return None
    changes = StatusChange.objects.of(objection)
    lines = [{"date": c.effective_on, "text": _STEPS[c.move]} for c in changes if c.move in _STEPS]
    if objection.status == "answered":
        lines[-1]["text"] = f"已答复，核查结论：{finding_of(objection)}。答复书按您留下的地址送达。"
    return {
        "receipt_number": objection.receipt_number,
        "entry": objection.entry.shown_name if objection.phone else "",
        "received": f"{written(objection.received_on)}收到" + ("（公示期外）" if objection.late else ""),
        "status": lines[-1]["text"] if lines else "",
        "lines": lines,
    }


def _tail(phone):
    return re.sub(r"\D", "", phone)[-TAIL:]
