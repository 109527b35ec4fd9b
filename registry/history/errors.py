"""Refusals, each told to a person in whole Chinese sentences, and programmer errors that guard the history."""


class Refusal(Exception):
    """A verb says no. `sentences` holds every reason, in the order of the policy text."""

    def __init__(self, sentences):
        if isinstance(sentences, str):
            sentences = [sentences]
        self.sentences = [str(sentence) for sentence in sentences]
        super().__init__("；".join(s.rstrip("。") for s in self.sentences) + "。")


class StaleForm(Refusal):
    """The row was changed by somebody else after the form was opened; nothing is written."""


class UnauditedWrite(RuntimeError):
    """A business row was about to change without history: a defect in the calling code."""


class NoActor(UnauditedWrite):
    """A business row was saved outside `acting(actor, reason)`: history would not say who and why."""


class StatusOutsideLedger(UnauditedWrite):
    """A status was about to be written past `ledger.register` / `ledger.perform`."""
