"""Sentences of the papers that take acts about loans back (R70, domain §7). Money in 元."""

from collections import defaultdict
from decimal import Decimal

from registry.policy.dates import written
from registry.policy.money import yuan

from ..rules.ripple import REFUND_WORKDAYS
from ..rules.sharing import BEARERS
from ..wording import Text, loan


def recall_demand(demand, episode):
    return Text(
        f"关于撤回催收通知书的通知：{episode.note.note_no}",
        f"{loan(episode)}的催收通知书（{demand.number}，{written(demand.issued_on)}发出）所依据的逾期，经银行更正数据，依据不再成立，"
        f"自即日起撤回，不得再据以清收或者申请代偿。请{episode.bank.name}立即告知借款人，保留告知凭据，并在“催收通知书”中登记告知情况。",
    )


def recall_claim(claim, episode):
    return Text(
        f"关于撤回代偿申请的通知：{episode.note.note_no}",
        f"{loan(episode)}的代偿申请（本息合计{yuan(claim.requested)}）所依据的逾期，经银行更正数据，依据不再成立，该申请撤回，"
        "担保公司不再据以支付。确有逾期满60日的，由银行按更正后的事实重新催收、报告和申请。",
    )


def refund(claim, episode):
    return Text(
        f"关于退还代偿款的通知：{episode.note.note_no}",
        f"担保公司于{written(claim.paid_on)}为{loan(episode)}代偿{yuan(claim.paid_amount)}（支付凭证{claim.voucher_no}）。"
        f"该代偿所依据的逾期，经银行更正数据，依据不再成立。请{episode.bank.name}将代偿款{yuan(claim.paid_amount)}"
        f"在收到本通知之日起{REFUND_WORKDAYS}个工作日内退还担保公司，担保公司收款后登记。",
    )


def give_back(claim, episode):
    total = sum(entry.amount for entry in claim.recoveries.all())
    parts = defaultdict(Decimal)
    for share in claim.shares.exclude(recovery=None):
        parts[BEARERS[share.bearer]] += share.amount
    shared = "、".join(f"{name}{yuan(part)}" for name, part in parts.items())
    return Text(
        f"关于退还追偿款的通知：{episode.note.note_no}",
        f"担保公司为{loan(episode)}代偿后，已向借款人追偿收回{yuan(total)}（已分配：{shared}）。"
        "该代偿所依据的逾期，经银行更正数据，依据不再成立，收回的款项应当退还借款人。"
        f"请担保公司在收到本通知之日起{REFUND_WORKDAYS}个工作日内将{yuan(total)}退还{episode.business.display_name}，退还后登记日期和凭证号；"
        "其他承担方已分得的部分，由担保公司向其收回。在本通知办结以前，停止追偿。",
    )


def reminder(row, waited):
    """To the office while it is undecided; where money is to come back, to bank and guarantor as well."""
    if row.status == "refunding":
        if row.kind == "recovery":
            return Text(
                f"追偿款尚未退还借款人，已等{waited}天：{row.episode.note.note_no}",
                f"已通知担保公司将向{row.business.display_name}追偿收回的款项退还（{row.paper_number}），应于{written(row.refund_due_on)}以前退清，"
                "至今没有登记。请担保公司尽快退还，退还后登记日期和凭证号。",
            )
        return Text(
            f"代偿款尚未退还，已等{waited}天：{row.episode.note.note_no}",
            f"已通知{row.episode.bank.name}将{row.business.display_name}的代偿款退还担保公司（{row.paper_number}），至今没有登记到账。"
            "请银行尽快退还，担保公司收款后登记。",
        )
    lines = "；".join(f"{label}：{before} → {after}" for label, before, after in row.diff)
    return Text(
        f"待决定的撤改事项已等{waited}天：{row.act}",
        f"{row.business.display_name}的“{row.act}”（{written(row.act_on)}）所依据的事实已由银行更正（{lines}）。{row.why}。"
        f"应于{written(row.due_on)}以前决定撤改或者维持，至今未决定。在决定以前，原件仍然挂在不实的依据上。",
    )
