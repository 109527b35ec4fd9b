"""Refusals of the ledger; re-exports the house refusals so that verbs import from one place."""

from registry.history.errors import NoActor, Refusal, StaleForm, StatusOutsideLedger, UnauditedWrite

__all__ = [
    "IllegalMove",
    "NoActor",
    "NotAllowed",
    "Refusal",
    "StaleForm",
    "StatusOutsideLedger",
    "UnauditedWrite",
]


class IllegalMove(Refusal):
    """The move does not start from the state the record is in."""


class NotAllowed(Refusal):
    """This person may not make this move: no right, or the second person must be another one."""
