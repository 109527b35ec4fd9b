"""A blacklist case until the decision: proposed, announced to the subject, answered (R49, R51, R67, R68, domain §5.2)."""

from django.db import transaction

from registry.documents.issuing import issue, papers_about
from registry.documents.models import IssuedDocument
from registry.history.acting import acting
from registry.ledger.doors import perform, register, require
from registry.ledger.errors import Refusal
from registry.lending.files import keep_file
from registry.policy.calendars import current_calendar
from registry.policy.dates import written
from registry.policy.rules import notification_problems, proposal_problems, reply_until
from registry.policy.rules.serving import POST
from registry.policy.versions import policy_on

from . import wording
from .addressees import office_phone
from .facts import by_timer, case_facts, term_of
from .models import BlacklistCase
from .serving import refuse_unserved

NOTICE = IssuedDocument.Kind.BLACKLIST_NOTICE


@transaction.atomic
def propose_case(case, *, actor, today, reason=""):
    """Register an unsaved case on one ground of R49 with facts, evidence and basis. Returns the case.

    Raises Refusal with every reason; a timer may never propose (R68).
    """
    if not by_timer(actor):
        require(actor, "sanctions.add_blacklistcase", "提出列入黑名单")
    problems = [str(r) for r in proposal_problems(case_facts(case, by_timer=by_timer(actor), proposed_by=""))]
    if case.determined_on and case.determined_on > today:
        problems.append(
            f"失信行为认定日期{written(case.determined_on)}晚于今天{written(today)}。请按司法、行政文书核对。"
        )
    problems += _same_ground(case)
    if problems:
        raise Refusal(problems)
    case.proposed_on = today
    facts = {"ground": case.ground, "determined_on": case.determined_on.isoformat()}
    return register(case, actor=actor, today=today, reason=reason, clause="R49 R51", facts=facts)


def _same_ground(case):
    live = BlacklistCase.objects.exclude(status__in=("dismissed", "removed"))
    other = live.filter(business_id=case.business_id, ground=case.ground).first()
    if other is None:
        return []
    return [
        f"{other.business}已有同一情形的案件“{other}”（{other.get_status_display()}）。请在该案件中办理，不要重复提出。"
    ]


@transaction.atomic
def draw_notice(case, *, actor, today, reason=""):
    """Issue the 拟列入告知书 for delivery; the same again returns the paper that is there.

    Raises Refusal before the legal review, or when the basis has been repealed since.
    """
    require(actor, "sanctions.notify_blacklistcase", "制发拟列入告知书")
    if case.status != "cleared":
        raise Refusal(
            f"案件“{case}”现在是“{case.get_status_display()}”，法制审核通过以后、告知当事人以前才制发告知书。"
        )
    problems = [str(r) for r in notification_problems(case_facts(case), today=today)]
    if problems:
        raise Refusal(problems)
    paper = notice_of(case)
    if paper is not None:
        return paper
    policy = policy_on(today)
    text = wording.notice(
        case=case, term=term_of(case), reply_days=policy.bl_reply_wd,
        document_number=policy.document_number, phone=office_phone(),
    )  # fmt: skip
    return issue(
        NOTICE, title=text.title, body=text.body, actor=actor, today=today, about=case,
        addressee=case.business.display_name,
    )  # fmt: skip


def notice_of(case):
    """The latest 拟列入告知书 about what the case says now, or None: after a 补正 a new one is drawn."""
    paper = papers_about(case).filter(kind=NOTICE).last()
    return paper if paper and case.cleared_on and paper.issued_on >= case.cleared_on else None


@transaction.atomic
def notify(case, *, actor, today, reason="", delivery_proof, delivered_on=None, method=POST, proof_file=None):
    """Record that the notice reached the subject; the time to answer runs from then (default: handed over today).

    Issues the paper when it has not been issued yet; `proof_file` is (name, bytes). The end is provisional while its
    year has no calendar. Raises Refusal without proof of delivery or on an impossible day.
    """
    delivered_on = delivered_on or today
    paper = draw_notice(case, actor=actor, today=today)
    refuse_unserved(paper, method, delivery_proof, proof_file, delivered_on, today)
    set_reply_period(case, delivered_on)
    case.notice_method, case.delivery_proof = method, delivery_proof.strip()[:120]
    keep_file(case, "notice_file", proof_file)
    with acting(actor, reason or f"{paper.number}送达"):
        case.save()
    return perform(
        case, "notify", actor=actor, today=today, reason=reason, effective_on=delivered_on,
        policy=policy_on(delivered_on),
        facts={"paper": paper.number, "proof": case.delivery_proof, "reply_due_on": case.reply_due_on.isoformat()},
    )  # fmt: skip


def set_reply_period(case, delivered_on):
    """The last day to answer, by the policy of the day of delivery and the calendar as it stands; never less than told."""
    terms, calendar = policy_on(delivered_on).terms(), current_calendar()
    end = reply_until(delivered_on, terms, calendar)
    told = case.reply_due_on if case.notified_on == delivered_on else None
    case.notified_on, case.reply_due_on = delivered_on, max(end, told or end)
    case.reply_due_provisional = calendar.window(delivered_on, terms.bl_reply_wd).provisional


@transaction.atomic
def record_reply(case, *, actor, today, reason="", reply, replied_on=None, waived=False):
    """Record what the subject answered, or that it gave up answering in writing. Returns the StatusChange."""
    replied_on = replied_on or today
    if not reply.strip():
        raise Refusal("没有填写陈述申辩意见。请照录要点；书面放弃的，请写明放弃文书的日期。")
    if replied_on > today or (case.notified_on and replied_on < case.notified_on):
        raise Refusal(f"陈述申辩日期{written(replied_on)}应在送达告知书以后、今天以前。请核对。")
    case.reply, case.replied_on, case.reply_waived = reply.strip(), replied_on, waived
    reason = reason or ("当事人书面放弃陈述申辩" if waived else "收到陈述申辩")
    change = perform(
        case,
        "record_reply",
        actor=actor,
        today=today,
        reason=reason,
        effective_on=replied_on,
        facts={"waived": waived},
    )
    with acting(actor, reason):
        case.save()
    return change


@transaction.atomic
def review_reply(case, *, actor, today, reason="", review):
    """复核: answer the subject's reply point by point before anybody decides. Returns the case.

    May be written again until the decision. Raises Refusal while there is nothing to review.
    """
    require(actor, "sanctions.record_reply_blacklistcase", "复核陈述申辩")
    if case.status != "replied":
        raise Refusal(
            f"案件“{case}”现在是“{case.get_status_display()}”，收到陈述申辩以后、作出决定以前才需要复核。"
        )
    if not review.strip():
        raise Refusal("没有填写复核意见。请对陈述申辩逐条说明是否采纳及理由。")
    case.reply_review, case.reviewed_on = review.strip(), today
    with acting(actor, reason or "复核陈述申辩"):
        case.save(update_fields=["reply_review", "reviewed_on"])
    return case
