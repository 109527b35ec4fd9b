"""R41, R49, R58, R59, R32: who may not apply, and who may not draw."""

from dataclasses import dataclass
from datetime import date

from ..answers import Reason
from ..dates import written
from ..terms import PolicyTerms


@dataclass(frozen=True)
class BlockFacts:
    """Days on which somebody decided; None where nobody did.

    `listed_on` stays after the name is removed from the list: “never publish again” is not “eligible again”
    (domain §5.3). A cancellation that a person undid is not given (R40 needs a human decision).
    """

    cancelled_on: date | None = None
    listed_on: date | None = None
    exclusion_lifted_on: date | None = None


@dataclass(frozen=True)
class LoanGateFacts:
    """What must be there before a new line or drawdown is booked."""

    qualified_on: date | None
    commitment_on_file: bool
    blocks: BlockFacts = BlockFacts()


def block_problems(facts: BlockFacts, terms: PolicyTerms, *, today: date) -> list[Reason]:
    """Why this subject may not apply (R41, R49, R59), as of `today`.

    | cancelled | reapply_after   | answer |
    |-----------|-----------------|--------|
    | no        | any             | yes    |
    | yes       | none set (A14)  | no, without end |
    | yes       | later than today| no, until then  |
    | yes       | today or before | yes    |

    | ever blacklisted | exclusion lifted by decision | answer |
    |------------------|------------------------------|--------|
    | no               | –                            | yes    |
    | yes              | no                           | no     |
    | yes              | on or before today           | yes    |
    """
    return [*_cancelled(facts, terms, today), *_excluded(facts, today)]


def _cancelled(facts, terms, today):
    if facts.cancelled_on is None or facts.cancelled_on > today:
        return
    again = terms.reapply_after
    if again is not None and again <= today:
        return
    until = f"{written(again)}起方可再次申请" if again else "政策没有规定恢复期限，须由办公室另行决定"
    yield Reason(
        f"该主体已于{written(facts.cancelled_on)}被取消信用资格，不得再申请“信保贷”；{until}。",
        "R41",
        "cancelled",
    )


def _excluded(facts, today):
    if facts.listed_on is None or facts.listed_on > today:
        return
    if facts.exclusion_lifted_on is not None and facts.exclusion_lifted_on <= today:
        return
    yield Reason(
        f"该主体已于{written(facts.listed_on)}因骗取、挪用或恶意逃废被列入信贷黑名单，今后不在“信保贷”范围。"
        "对决定有异议的，请按决定书载明的途径提出。",
        "R49",
        "blacklisted",
    )


def new_loan_problems(facts: LoanGateFacts, terms: PolicyTerms, *, today: date) -> list[Reason]:
    """Why no new line or drawdown may be booked: no qualification (R58), a block (R59), no promise on use (R32).

    | qualified by today | block | promise on file | answer |
    |--------------------|-------|-----------------|--------|
    | yes                | no    | yes             | yes    |
    | anything else      |       |                 | no, every reason |
    """
    reasons = []
    if facts.qualified_on is None or facts.qualified_on > today:
        text = "该主体目前不是信用企业（户），不能新发放“信保贷”贷款。请先完成申报、甄别和公示。"
        reasons.append(Reason(text, "R58", "not-qualified"))
    reasons += block_problems(facts.blocks, terms, today=today)
    if not facts.commitment_on_file:
        text = (
            "缺少资金用途承诺书：贷款资金须承诺用于生产经营，不得用于消费等其他支出。请先签订并上传承诺书。"
        )
        reasons.append(Reason(text, "R32", "commitment"))
    return reasons
