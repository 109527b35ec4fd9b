"""The decision on a case by a second person after due process: listed with its consequences, or dismissed (R50–R52)."""

from django.db import transaction

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.ledger.errors import Refusal
from registry.ledger.proposals.extending import must_not_be_later
from registry.parties.models import Institution
from registry.policy.calendars import current_calendar
from registry.policy.models import AdmissionCondition
from registry.policy.rules import LISTING, listing_problems
from registry.policy.versions import policy_on

from . import wording
from .addressees import creditors, names_of, office_phone
from .cancelling import stop_drawing
from .facts import case_facts, term_of
from .joint import REPORT_WORKDAYS
from .models import JointAction
from .proposing import set_reply_period
from .receipts import ask_receipts
from .warning import warn_condition

OTHER_RECORD = "R21"


@transaction.atomic
def list_business(case, *, actor, today, reason, review=""):
    """Decide to list (move `list`): decision and repair advice, departments asked, cancellation prepared.

    `review` answers the subject's reply. Not public (A32). Raises Refusal with everything due process still lacks.
    """
    if case.status in ("notified", "replied"):
        if review.strip():
            case.reply_review, case.reviewed_on = review.strip(), today
        _refuse(_problems(case, actor, today))
        term = term_of(case)
        case.decided_on, case.min_until, case.max_until = today, term.min_until, term.max_until
        with acting(actor, reason):
            case.save()
    policy = policy_on(today)
    change = perform(
        case, "list", actor=actor, today=today, reason=reason, policy=policy,
        facts={"notified_on": f"{case.notified_on}", "reply_due_on": f"{case.reply_due_on}", "severity": case.severity,
               "legal_basis": str(case.listing_basis or ""), "min_until": f"{case.min_until}", "max_until": f"{case.max_until}"},
    )  # fmt: skip
    _hand_over(case, policy, actor=actor, today=today)
    _ask_departments(case, policy, actor=actor, today=today)
    _prepare_cancellation(case, change, actor=actor, today=today)
    stop_drawing(case.business, actor=actor, today=today, because=change)
    return change


def _problems(case, actor, today):
    problems = []
    if case.reply_due_provisional:
        set_reply_period(case, case.notified_on)
        if case.reply_due_provisional and not case.reply_waived:
            problems.append(
                f"陈述申辩期限跨入{case.reply_due_on.year}年，该年节假日安排尚未录入，截止日只是暂定。请先导入该年安排再作决定。"
            )
    if case.notified_on and not case.reply_waived:
        problems += must_not_be_later(case)
    facts = case_facts(case, decided_by=actor.get_username())
    return problems + [str(reason) for reason in listing_problems(facts, today=today)]


def _refuse(problems):
    if problems:
        raise Refusal(problems)


def _hand_over(case, policy, *, actor, today):
    """Decision and repair advice go out together (两书同达); the creditors get the decision (R52)."""
    term = term_of(case)
    papers = (
        (
            "bl_decision",
            wording.decision(case=case, term=term, document_number=policy.document_number),
            creditors(),
        ),
        ("bl_repair", wording.repair_advice(case=case, term=term, phone=office_phone()), ()),
    )
    for kind, text, to in papers:
        paper = issue(
            kind, title=text.title, body=text.body, actor=actor, today=today, about=case, to=to,
            addressee=case.business.display_name,
        )  # fmt: skip
        ask_receipts(paper, LISTING, today=today, case=case)


def _ask_departments(case, policy, *, actor, today):
    """联合惩戒通知 to every department; each records what it did (R50, A32)."""
    departments = list(Institution.objects.departments())
    due = current_calendar().add_workdays(today, REPORT_WORKDAYS)
    with acting(actor, "通知联合惩戒"):
        for department in departments:
            JointAction(case=case, institution=department, asked_on=today, due_on=due).save()
    codes = [department.code for department in departments]
    text = wording.joint(case=case, document_number=policy.document_number, due_on=due)
    paper = issue(
        "joint", title=text.title, body=text.body, actor=actor, today=today, about=case, to=codes,
        addressee=names_of(codes),
    )  # fmt: skip
    ask_receipts(paper, LISTING, today=today, case=case)


def _prepare_cancellation(case, change, *, actor, today):
    """A listed business cannot stay 信用企业（户）: R21 is broken, the office confirms (R37, R40)."""
    standing = case.business.qualification()
    condition = AdmissionCondition.objects.in_force(today).filter(code=OTHER_RECORD).first()
    if standing is None or condition is None:
        return
    facts = f"因{case.get_ground_display()}被决定列入信贷“黑名单”。"
    warn_condition(
        standing, actor=actor, today=today, condition=condition, facts=facts, because=change, reason=facts
    )


@transaction.atomic
def dismiss(case, *, actor, today, reason):
    """Decide not to list, with the reason. Returns the StatusChange."""
    change = perform(case, "dismiss", actor=actor, today=today, reason=reason, policy=policy_on(today))
    case.decided_on = today
    with acting(actor, reason):
        case.save(update_fields=["decided_on"])
    if case.notified_on:
        _tell_dismissed(case, actor=actor, today=today)
    return change


def _tell_dismissed(case, *, actor, today):
    """Who was told that it might be listed is told that it is not."""
    text = wording.dismissal(case=case)
    issue(
        "reply", title=text.title, body=text.body, actor=actor, today=today, about=case,
        addressee=case.business.display_name,
    )  # fmt: skip
