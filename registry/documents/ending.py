"""The end of a paper: replaced by a later one, or taken back. The paper itself never changes (R71)."""

from django.db import transaction

from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post

from .proofs import PaperEnd

VALID, REPLACED, WITHDRAWN = "valid", "replaced", "withdrawn"


def state_of(document) -> str:
    """valid, replaced or withdrawn."""
    end = PaperEnd.objects.filter(document=document).first()
    return VALID if end is None else REPLACED if end.replaced_by_id else WITHDRAWN


def replace(document, later, *, actor, today, reason):
    """`later` takes the place of `document`. Call inside the transaction that issues the later one."""
    return PaperEnd.objects.create(
        document=document, replaced_by=later, ended_on=today, reason=reason, ended_by=actor
    )


@transaction.atomic
def withdraw_paper(document, *, actor, today, reason):
    """Take one paper back; whoever received it is told. Raises NotAllowed, or Refusal when it has ended already."""
    require(actor, "documents.withdraw_issueddocument", "收回文书")
    if not reason.strip():
        raise Refusal("没有填写收回文书的理由。请写明后再办理。")
    if state_of(document) != VALID:
        raise Refusal(f"“{document}”已被取代或收回，不能再次收回。")
    end = PaperEnd.objects.create(document=document, ended_on=today, reason=reason[:300], ended_by=actor)
    codes = document.copies.values_list("recipient_code", flat=True)
    post(
        key=f"document:{document.pk}:withdrawn", kind="paper_withdrawn", to=codes, today=today, about=document,
        subject=f"文书已收回：{document.number}",
        body=f"{document.number}“{document.title}”已收回，不再有效。理由：{reason}",
    )  # fmt: skip
    return end
