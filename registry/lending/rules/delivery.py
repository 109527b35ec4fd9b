"""How a 催收通知书 counts as delivered: each way has its own proof (domain §7.2; 民法典195)."""

from dataclasses import dataclass
from datetime import date

from registry.policy.answers import Reason
from registry.policy.dates import written

DIRECT, POST, NOTARY, NOTICE = "direct", "post", "notary", "notice"


@dataclass(frozen=True)
class DeliveryFacts:
    """How and when the paper reached the borrower, and what proves it."""

    way: str
    issued_on: date
    delivered_on: date
    received_by: str = ""
    tracking: str = ""
    proof: bool = False


def delivery_problems(facts: DeliveryFacts, *, today: date) -> list[Reason]:
    """Why a delivery may not be recorded.

    | way                | signed for by | tracking number | file of proof | answer |
    |--------------------|---------------|-----------------|---------------|--------|
    | 直接送达           | given         | –               | –             | yes    |
    | 邮寄（EMS）        | –             | given           | –             | yes    |
    | 公证送达, 公告送达 | –             | –               | given         | yes    |
    | any                | what is asked is missing                      ||| no    |
    | any, delivered before issue or after today                           |||| no |
    """
    reasons = []
    if facts.delivered_on < facts.issued_on:
        text = f"送达日期{written(facts.delivered_on)}早于发出日期{written(facts.issued_on)}。请核对。"
        reasons.append(Reason(text, "R45", "before-issue"))
    if facts.delivered_on > today:
        text = f"送达日期{written(facts.delivered_on)}晚于今天{written(today)}。请在送达之后登记。"
        reasons.append(Reason(text, "R45", "in-future"))
    needs = {
        DIRECT: (facts.received_by.strip(), "直接送达必须填写签收人，签收人现在是空的。请按回执填写。"),
        POST: (facts.tracking.strip(), "邮寄送达必须填写邮单号，邮单号现在是空的。请按邮件回执填写。"),
        NOTARY: (facts.proof, "公证送达必须上传公证书。请选择文件后再提交。"),
        NOTICE: (facts.proof, "公告送达必须上传公告版面。请选择文件后再提交。"),
    }
    given, text = needs.get(
        facts.way, (False, "没有选择送达方式：直接送达、邮寄、公证送达或公告送达。请选择。")
    )
    return reasons if given else [*reasons, Reason(text, "R45", "proof")]
