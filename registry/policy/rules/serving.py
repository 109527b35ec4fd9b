"""送达: how a paper reached the subject, and what proves it (民事诉讼法第八十七条至第九十五条 by analogy)."""

from dataclasses import dataclass
from datetime import date, timedelta

from ..answers import Reason
from ..dates import written

DIRECT, POST, LEFT, ELECTRONIC, ANNOUNCED = "direct", "post", "left", "electronic", "announced"
SERVICE_METHODS = {
    DIRECT: "直接送达",
    POST: "邮寄送达",
    LEFT: "留置送达",
    ELECTRONIC: "电子送达（经当事人书面同意）",
    ANNOUNCED: "公告送达",
}
ANNOUNCED_DAYS = 30
_NEEDS_FILE = {LEFT, ELECTRONIC, ANNOUNCED}
_LAW = "民事诉讼法"


@dataclass(frozen=True)
class ServiceFacts:
    """`proof` is the number or the signature in words, `has_file` whether its picture or scan is there."""

    method: str
    proof: str
    has_file: bool
    issued_on: date
    delivered_on: date


def service_problems(facts: ServiceFacts, *, today: date) -> list[Reason]:
    """Why a paper does not count as served.

    | method                          | proof in words | file | day                              | answer |
    |---------------------------------|----------------|------|----------------------------------|--------|
    | 直接, 邮寄                      | yes            | any  | issued ≤ day ≤ today             | yes    |
    | 留置, 电子                      | yes            | yes  | issued ≤ day ≤ today             | yes    |
    | 公告                            | yes            | yes  | issued + 30 days ≤ day ≤ today   | yes    |
    | anything else                   |                |      |                                  | no, every reason |
    """
    label = SERVICE_METHODS.get(facts.method, "")
    day, earliest = facts.delivered_on, facts.issued_on
    announced = facts.method == ANNOUNCED
    deemed = facts.issued_on + timedelta(days=ANNOUNCED_DAYS)
    checks = (
        (label, "method", f"送达方式只能是{'、'.join(SERVICE_METHODS.values())}。请重新选择。"),
        (facts.proof.strip(), "proof", "没有填写送达凭据。请填写送达回证编号、签收人或者邮单号。"),
        (
            facts.has_file or facts.method not in _NEEDS_FILE,
            "proof-file",
            f"{label}必须上传凭证。请上传见证人签名、照片、当事人同意书或者公告的扫描件。",
        ),
        (day <= today, "future", f"送达日期{written(day)}晚于今天{written(today)}。请在送达以后再登记。"),
        (
            day >= earliest,
            "too-early",
            f"送达日期{written(day)}早于文书成文日期{written(earliest)}。请核对送达凭据。",
        ),
        (
            not announced or day >= deemed or day < earliest,
            "announced",
            f"公告送达自公告之日起满{ANNOUNCED_DAYS}日才视为送达，最早为{written(deemed)}，登记的是{written(day)}。请期满后再登记。",
        ),
    )
    return [Reason(text, _LAW, kind) for holds, kind, text in checks if not holds]
