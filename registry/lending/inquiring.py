"""Bank and guarantor record what their own inquiry before lending came to (R33): a qualification is no right to a loan."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.policy.dates import written

from .addressees import acting_lender
from .models import CreditLine, Inquiry

DEED = "登记放款前调查结论"


@transaction.atomic
def record_inquiry(line, *, actor, today, result, grounds, concluded_on=None, reason=""):
    """Record the lender's own finding on a line not yet in use. Returns the Inquiry; a later one supersedes.

    Raises NotAllowed for other bodies, Refusal without grounds, on an impossible day, or once the line is in use.
    """
    require(actor, "lending.add_inquiry", DEED)
    body = acting_lender(line.bank, actor, DEED)
    line.refresh_from_db(from_queryset=CreditLine._base_manager.select_for_update())
    concluded_on = concluded_on or today
    before = line.inquiries.filter(institution=body, standing=True).first()
    problems = list(_problems(line, before, result, grounds.strip(), concluded_on, today))
    if problems:
        raise Refusal(problems)
    fresh = Inquiry(
        bank=line.bank, line=line, institution=body, result=result, concluded_on=concluded_on,
        grounds=grounds.strip(), corrects=before,
    )  # fmt: skip
    with acting(actor, reason or DEED):
        if before is not None:
            before.standing = False
            before.save(update_fields=["standing"])
        fresh.save()
    return fresh


def _problems(line, before, result, grounds, concluded_on, today):
    if line.status != "signed":
        yield (
            f"{line}现在是“{line.get_status_display()}”，调查结论应在启用授信之前登记。"
            "放款以后的情况请在“资金使用监督记录”中登记。"
        )
    if result not in Inquiry.Result.values:
        yield "没有选择调查结论：同意或者不同意。请选择。"
    if not grounds:
        yield "没有填写调查情况和理由。请写明偿付能力的调查情况。"
    if concluded_on > today:
        yield f"作出日期{written(concluded_on)}晚于今天{written(today)}。请核对。"
    if before and (before.result, before.grounds, before.concluded_on) == (result, grounds, concluded_on):
        yield f"同样的调查结论已经登记（{written(before.concluded_on)}），不必重复登记。"


def inquiry_problems(line) -> list[str]:
    """Why the lenders' own findings forbid putting the line into use: whoever found against it has not changed its mind."""
    against = line.inquiries.filter(standing=True, result=Inquiry.Result.DISAGREE)
    return [
        f"{found.institution}于{written(found.concluded_on)}的调查结论是“不同意”，不能启用授信。"
        "请先与该单位研究；情况有变化的，由该单位重新登记调查结论。"
        for found in against.select_related("institution").order_by("pk")
    ]


def inquiry_sentences(line) -> list[str]:
    """What is known and what is missing, told before a line is put into use. Missing findings do not forbid it."""
    found = {
        i.institution.kind: i for i in line.inquiries.filter(standing=True).select_related("institution")
    }
    told = (("bank", line.bank.name), ("guarantor", "担保公司"))
    return [
        f"{name}的调查结论：{found[kind].get_result_display()}（{written(found[kind].concluded_on)}）。"
        if kind in found
        else f"{name}的调查结论尚未登记。银行和担保公司应当各自调查确认按期偿付能力。"
        for kind, name in told
    ]
