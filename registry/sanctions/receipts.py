"""回执: every institution that was told answers for it; who has not is seen, reminded and seen again (R39, domain §5.3)."""

from django.db import transaction
from django.db.models import Q

from registry.documents.issuing import papers_about
from registry.documents.models import DocumentCopy
from registry.history.acting import acting
from registry.history.bulk import create_all
from registry.ledger.actors import system_actor
from registry.ledger.doors import require
from registry.ledger.effects import once
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.outbox import post
from registry.parties.access import reach
from registry.parties.models import Institution
from registry.policy.calendars import current_calendar
from registry.policy.dates import written
from registry.policy.rules import (
    REMIND_EVERY_WORKDAYS,
    REMOVAL,
    ReceiptFacts,
    acknowledgement_problems,
    receipt_due,
    waited_workdays,
)

from .models import JointAction, Receipt

RIGHT = "sanctions.acknowledge_receipt"
REMIND = "sanctions.receipt_remind"
MESSAGE, OFFICE = "receipt", "OFFICE"


def ask_receipts(paper, purpose, *, today, warning=None, case=None):
    """One receipt per institution the paper was sent to; the issuer owes itself none. Returns them."""
    codes = list(
        paper.copies.exclude(recipient_code=paper.issuer_code).values_list("recipient_code", flat=True)
    )
    calendar = current_calendar()
    due = receipt_due(purpose, today, calendar)
    bodies = Institution.objects.filter(code__in=codes).order_by("order", "code")
    with acting(system_actor(), f"发出{paper.number}"):
        return create_all(
            Receipt(
                document=paper, institution=body, purpose=purpose, warning=warning, case=case, sent_on=today,
                due_on=due, remind_on=calendar.add_workdays(due, 1),
            )
            for body in bodies
        )  # fmt: skip


def told_of(record):
    """Codes of every institution that was ever sent, or itself issued, a paper about the record, in their order."""
    papers = papers_about(record)
    copied = DocumentCopy.objects.filter(document__in=papers).values("recipient_code")
    rows = Institution.objects.filter(Q(code__in=copied) | Q(code__in=papers.values("issuer_code")))
    return list(rows.exclude(code=OFFICE).order_by("order", "code").values_list("code", flat=True))


@transaction.atomic
def mark_seen(receipt, *, actor, today):
    """An account of the institution opened the paper: kept once, with who and when. Returns the receipt."""
    if receipt.seen_on or not _acts_for(receipt, actor):
        return receipt
    receipt = _locked(receipt)
    if receipt.seen_on is None:
        receipt.seen_on, receipt.seen_by = today, actor
        with acting(actor, "打开文书"):
            receipt.save(update_fields=["seen_on", "seen_by"])
    return receipt


@transaction.atomic
def acknowledge(receipt, *, actor, today, reason="", note=""):
    """The institution acknowledges; the office may write down what it was told, with `note`. Returns the receipt.

    Raises NotAllowed for another institution's paper, Refusal a second time, without a note on behalf, or for a
    removal while the department's own measure stands.
    """
    require(actor, RIGHT, "签收文书")
    receipt = _locked(receipt)
    own = _acts_for(receipt, actor)
    if not own and not reach(actor).roles & {"clerk", "head"}:
        raise NotAllowed(
            f"这份文书发给{receipt.institution}，账号“{actor}”不属于该单位，不能签收。请由该单位办理。"
        )
    facts = ReceiptFacts(bool(receipt.acknowledged_on), own, note, _measures_stand(receipt))
    problems = [str(r) for r in acknowledgement_problems(facts, receipt.purpose)]
    if problems:
        raise Refusal(problems)
    receipt.acknowledged_on, receipt.acknowledged_by, receipt.note = today, actor, note.strip()[:200]
    receipt.remind_on = None
    if own and receipt.seen_on is None:
        receipt.seen_on, receipt.seen_by = today, actor
    with acting(actor, reason or ("签收文书" if own else f"代{receipt.institution}登记签收")):
        receipt.save()
    return receipt


def _locked(receipt):
    return (
        Receipt._base_manager.select_for_update().select_related("institution", "document").get(pk=receipt.pk)
    )


def _acts_for(receipt, actor):
    return receipt.institution_id in reach(actor).institutions


def _measures_stand(receipt):
    standing = JointAction._base_manager.filter(
        case_id=receipt.case_id, institution_id=receipt.institution_id, done_on__isnull=False, lifted_on=None
    ).exclude(outcome=JointAction.Outcome.NONE)
    return receipt.purpose == REMOVAL and standing.exists()


def to_remind(today):
    """Receipts past their day, whose next reminder is due."""
    rows = Receipt.objects.waiting().filter(remind_on__lte=today, institution__active=True)
    return rows.select_related("institution", "document").order_by("remind_on", "pk")


@transaction.atomic
def remind(receipt, *, actor, today):
    """Remind the institution, again after five working days; the office finds it on its desk and in the list by age."""
    calendar, day = current_calendar(), receipt.remind_on
    if not once(
        f"{REMIND}:{receipt.pk}:{day:%Y%m%d}", duty=REMIND, record=receipt, effective_on=day, clause="R39"
    ):
        return None
    receipt.reminders, receipt.remind_on = (
        receipt.reminders + 1,
        calendar.add_workdays(day, REMIND_EVERY_WORKDAYS),
    )
    with acting(actor, f"第{receipt.reminders}次提醒签收"):
        receipt.save(update_fields=["reminders", "remind_on"])
    paper, waited = receipt.document, waited_workdays(receipt.sent_on, day, calendar)
    body = (
        f"{paper.number}（{paper.title}）于{written(receipt.sent_on)}发给{receipt.institution}，应于{written(receipt.due_on)}"
        f"以前签收，至今已过{waited}个工作日仍未签收。请在“文书回执”中打开并签收。"
    )
    return post(
        key=f"{REMIND}:{receipt.pk}:{day:%Y%m%d}", kind=MESSAGE, to=[receipt.institution.code],
        subject=f"第{receipt.reminders}次提醒签收：{receipt.institution}", body=body, today=today, about=receipt,
    )  # fmt: skip


def progress(rows) -> str:
    """How far the receipts in `rows` are, in words; "" where none was asked."""
    total = len(rows)
    signed = sum(row.acknowledged_on is not None for row in rows)
    seen = sum(row.seen_on is not None for row in rows)
    return f"共{total}家，已阅{seen}家，已签收{signed}家" if total else ""
