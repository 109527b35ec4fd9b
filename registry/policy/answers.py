"""What a rule answers: reasons, each a whole Chinese sentence with the clause it rests on."""

from dataclasses import dataclass, field

from .clauses import place


@dataclass(frozen=True)
class Reason:
    """One sentence. `clause` is an R- or A-number or a law; `kind` is a stable word for programs."""

    text: str
    clause: str = ""
    kind: str = ""

    def __str__(self):
        """The sentence a person reads, with its place in the policy document where it has one."""
        where = place(self.clause)
        return f"{self.text.rstrip('。')}（依据：文件{where}）。" if where else self.text


@dataclass(frozen=True)
class Verdict:
    """Reasons that forbid, and reasons that only ask for a written explanation."""

    refusals: list[Reason] = field(default_factory=list)
    warnings: list[Reason] = field(default_factory=list)

    def __bool__(self):
        """True when nothing forbids it."""
        return not self.refusals

    def __add__(self, other):
        return Verdict(self.refusals + other.refusals, self.warnings + other.warnings)


def verdict(reasons: list[Reason], *, hard: bool) -> Verdict:
    """The reasons as refusals when the policy's wording is hard, as warnings when it says 原则上."""
    return Verdict(refusals=reasons) if hard else Verdict(warnings=reasons)
