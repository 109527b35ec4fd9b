"""预警撤回: when the fact behind a warning falls, everybody who had it is told on paper and answers for it (A13, A28, R70)."""

from django.db import transaction

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.policy.rules import WITHDRAWAL

from . import wording
from .addressees import names_of, office_phone
from .grounds import standing_warnings
from .receipts import ask_receipts, told_of


def take_back(warning, text, *, actor, today, reason):
    """Issue the 预警撤回函 to all who were sent the warning, once. Returns the paper, None when taken back before."""
    if warning.withdrawn_on:
        return None
    to = told_of(warning)
    paper = issue(
        "withdrawal", title=text.title, body=text.body, actor=actor, today=today, about=warning, to=to,
        addressee=names_of(to),
    )  # fmt: skip
    ask_receipts(paper, WITHDRAWAL, today=today, warning=warning)
    warning.withdrawn_on, warning.withdrawal_reason = today, reason.strip()[:200]
    with acting(actor, f"发出{paper.number}"):
        warning.save(update_fields=["withdrawn_on", "withdrawal_reason"])
    return paper


@transaction.atomic
def withdraw_voided(warning, *, actor, today, reason, because):
    """The bank corrected its data: the arrears never were. Everybody who was told hears of it, and a qualification that
    waited for its cancellation on this warning alone is kept. Returns the paper, None when taken back before.

    `because` is the StatusChange of the office's decision; a qualification cancelled already is restored by its own act.
    """
    standing = warning.qualification
    remaining = standing is not None and standing_warnings(standing).exclude(pk=warning.pk).exists()
    pending = standing is not None and standing.status == "warned"
    paper = take_back(warning, voided_letter(warning), actor=actor, today=today, reason=reason)
    if pending and not remaining:
        perform(
            standing,
            "keep",
            actor=actor,
            today=today,
            reason=reason,
            because=because,
            facts={"warning": warning.pk},
        )
    return paper


def voided_letter(warning):
    """预警撤回函 for arrears that the bank's correction voided."""
    standing = warning.qualification
    remaining = standing is not None and standing_warnings(standing).exclude(pk=warning.pk).exists()
    return wording.voided_withdrawn(
        business=warning.business,
        warning=warning,
        remaining=remaining,
        standing=standing,
        phone=office_phone(),
    )
