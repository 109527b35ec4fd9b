"""The answer of a check on one code."""

from dataclasses import dataclass

from ..answers import Reason


@dataclass(frozen=True)
class CodeCheck:
    """`code` is the cleaned form; errors forbid it, warnings are told and let pass."""

    code: str
    errors: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.errors


def refused(code: str, kind: str, clause: str, text: str) -> CodeCheck:
    """A check that failed for one reason."""
    return CodeCheck(code, errors=(Reason(text, clause, kind),))
