"""预警撤回: when the fact behind a warning falls, everybody who had it is told on paper and answers for it (A13, A28, R70)."""

from django.db import transaction

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.effects import once
from registry.policy.rules import WITHDRAWAL

from . import wording
from .addressees import names_of, office_phone
from .grounds import standing_warnings
from .models import WarningNotice
from .receipts import ask_receipts, told_of

VOIDED = "sanctions.warning_voided"


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


def baseless(today):
    """Warnings of overdue episodes that the bank's correction voided, not taken back yet (R70)."""
    rows = WarningNotice.objects.filter(episode__status="voided", withdrawn_on=None, issued_on__lte=today)
    return rows.select_related("business", "episode__note", "episode__bank", "qualification").order_by("pk")


@transaction.atomic
def withdraw_voided(warning, *, actor, today):
    """The bank corrected its data: the arrears never were. The qualification is for the office to settle (R40)."""
    key = f"{VOIDED}:{warning.pk}"
    if not once(key, duty=VOIDED, record=warning, effective_on=today, clause="R39"):
        return None
    standing = warning.qualification
    remaining = standing is not None and standing_warnings(standing).exists()
    text = wording.voided_withdrawn(
        business=warning.business, warning=warning, remaining=remaining,
        pending=standing is not None and standing.status == "warned", phone=office_phone(),
    )  # fmt: skip
    return take_back(
        warning, text, actor=actor, today=today, reason="银行更正数据，该逾期不存在或者起始日有误"
    )
