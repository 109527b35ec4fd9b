"""R36, R37, R40 with A12, A13: when a qualification is cancelled, and when an overdue is only technical."""

from dataclasses import dataclass

from ..answers import Reason
from ..terms import PolicyTerms

OVERDUE, BREACH = "overdue", "breach"
CONDITIONS = tuple(f"R{n}" for n in range(14, 22))


@dataclass(frozen=True)
class CancellationFacts:
    """What triggers a cancellation. `days_overdue` as of the decision; `breached` lists condition codes."""

    days_overdue: int = 0
    breached: tuple[str, ...] = ()
    decided_by_office: bool = False
    decided_by_timer: bool = False


def cancellation_grounds(facts: CancellationFacts, terms: PolicyTerms) -> list[Reason]:
    """What the cancellation rests on; empty means there is nothing to cancel for.

    | overdue days      | breached conditions | grounds |
    |-------------------|---------------------|---------|
    | 0                 | none                | none    |
    | at least od_day1  | none                | R36, any cause, principal or interest |
    | 0                 | one of R14–R21      | R37     |
    | at least od_day1  | one of R14–R21      | both    |
    """
    grounds = []
    if facts.days_overdue >= terms.od_day1:
        text = f"未能按时偿还银行到期本息，已逾期{facts.days_overdue}日。"
        grounds.append(Reason(text, "R36", OVERDUE))
    for code in CONDITIONS:
        if code in facts.breached:
            grounds.append(Reason("不再符合准入条件。", f"R37 {code}", BREACH))
    return grounds


def cancellation_problems(facts: CancellationFacts, terms: PolicyTerms) -> list[Reason]:
    """Why the qualification may not be cancelled now.

    | grounds | by timer | cancel_auto | by the office | cancel_needs_office | answer |
    |---------|----------|-------------|---------------|---------------------|--------|
    | none    | –        | –           | –             | –                   | no     |
    | some    | yes      | False (A13) | –             | –                   | no     |
    | some    | yes      | True        | –             | –                   | yes    |
    | some    | no       | –           | no            | True (A12)          | no     |
    | some    | no       | –           | no            | False               | yes    |
    | some    | no       | –           | yes           | –                   | yes    |
    """
    if not cancellation_grounds(facts, terms):
        text = "没有到期未还的本息，也没有违反准入条件的记录，不能取消资格。请先登记逾期事实或违反的条件。"
        return [Reason(text, "R36 R37", "no-grounds")]
    if facts.decided_by_timer:
        if terms.cancel_auto:
            return []
        return [
            Reason(
                "取消资格须由人确认，系统定时任务只能提出。请由办公室确认。",
                "R40",
                "timer",
            )
        ]
    if terms.cancel_needs_office and not facts.decided_by_office:
        text = "取消资格须由旗金融服务中心确认：金融机构和担保公司发出预警并提出取消建议。请转办公室。"
        return [Reason(text, "R40", "not-office")]
    return []


def waiver_problems(*, overdue: bool, technical: bool, evidence: bool) -> list[Reason]:
    """Why an overdue may not be left without cancellation as 技术性逾期 (A13).

    | overdue | technical cause stated | evidence on file | answer |
    |---------|------------------------|------------------|--------|
    | yes     | yes                    | yes              | yes    |
    | yes     | no                     | –                | no     |
    | yes     | yes                    | no               | no     |
    | no      | –                      | –                | no: a breach of conditions cannot be waived (R37) |
    """
    if not overdue:
        return [
            Reason(
                "“不予取消”只适用于技术性逾期，不适用于违反准入条件。",
                "R37",
                "not-overdue",
            )
        ]
    reasons = []
    if not technical:
        text = "“不予取消”只适用于技术性逾期或银行系统原因，其他原因的逾期应当取消资格。请说明原因。"
        reasons.append(Reason(text, "R36", "not-technical"))
    if not evidence:
        text = "缺少技术性逾期的证明材料（如银行说明、扣款流水）。请上传后再作“不予取消”的决定。"
        reasons.append(Reason(text, "R36", "no-evidence"))
    return reasons
