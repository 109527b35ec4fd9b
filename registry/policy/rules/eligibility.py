"""R11–R13: who is in the scope of the policy."""

from dataclasses import dataclass

from ..answers import Reason
from ..identifiers import INDIVIDUAL
from ..sizes import LARGE, UNKNOWN, SizeResult
from ..terms import PolicyTerms


@dataclass(frozen=True)
class EligibilityFacts:
    """What is declared or confirmed about a business; None means nobody has said so yet."""

    kind: str
    registered_here: bool | None
    taxed_here: bool | None
    fixed_premises: bool | None
    operating: bool | None
    size: SizeResult | None = None


_FACTS = (
    (
        "registered_here",
        "R11",
        "未在伊金霍洛旗工商注册",
        "是否在伊金霍洛旗工商注册",
        "市场监管局",
    ),
    (
        "taxed_here",
        "R11",
        "不由伊金霍洛旗税务征管",
        "是否由伊金霍洛旗税务征管",
        "税务局",
    ),
    ("fixed_premises", "R12", "没有固定经营场所", "是否有固定经营场所", "推荐单位"),
    ("operating", "R12", "生产经营不正常", "生产经营是否正常", "推荐单位"),
)


def eligibility_problems(facts: EligibilityFacts, terms: PolicyTerms) -> list[Reason]:
    """Every reason against the scope, in the order of the text.

    | fact                         | yes | no     | not said |
    |------------------------------|-----|--------|----------|
    | registered here (R11)        | ok  | refuse | refuse   |
    | taxed here (R11)             | ok  | refuse | refuse   |
    | fixed premises (R12)         | ok  | refuse | refuse   |
    | operating normally (R12)     | ok  | refuse | refuse   |

    | kind (R13)       | micro–medium | large  | 无法划型 | not classified |
    |------------------|--------------|--------|----------|----------------|
    | individual       | ok           | ok     | ok       | ok             |
    | any other        | ok           | refuse | refuse   | refuse         |
    """
    return [*_scope_problems(facts), *_size_problems(facts)]


def _scope_problems(facts):
    for name, clause, against, question, confirmer in _FACTS:
        value = getattr(facts, name)
        if value is None:
            text = f"{question}尚未说明。请补填，并由{confirmer}确认。"
            yield Reason(text, clause, f"{name}-unknown")
        elif not value:
            yield Reason(
                f"该主体{against}，不在政策范围内。如与事实不符，请由{confirmer}出具证明。",
                clause,
                name,
            )


def _size_problems(facts):
    if facts.kind == INDIVIDUAL:
        return
    if facts.size is None:
        yield Reason(
            "企业尚未划型。请填写行业代码、从业人员、营业收入和资产总额。",
            "R13",
            "size-missing",
        )
    elif facts.size.size == UNKNOWN:
        yield from (Reason(r.text, "R13", "size-unknown") for r in facts.size.reasons)
    elif facts.size.size == LARGE:
        why = "".join(r.text for r in facts.size.reasons)
        yield Reason(
            f"企业划为大型，不属于中小微企业，不在政策范围内。{why}",
            "R13",
            "size-large",
        )
