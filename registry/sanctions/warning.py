"""预警提示 (R36–R39): by the timer on the first day overdue, by hand when a condition is broken; cancellation is prepared."""

from django.db import transaction

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import perform, require
from registry.ledger.effects import once
from registry.ledger.errors import Refusal
from registry.parties.access import bodies_of
from registry.policy.dates import written
from registry.policy.rules import WARNING
from registry.policy.versions import policy_on

from . import wording
from .addressees import names_of, office_phone
from .models import WarningNotice
from .receipts import ask_receipts
from .recipients import recipients_of

WARN = "sanctions.warn"


@transaction.atomic
def warn_overdue(episode, *, actor, today, reason=""):
    """Warn once for one overdue episode from its first day on (R36, R39). Returns the WarningNotice, None when told already.

    Raises Refusal when the episode is voided or its first day is still to come.
    """
    _may_warn(episode, today)
    key = f"{WARN}:{episode.pk}"
    if not once(key, duty=WARN, record=episode, effective_on=episode.day1_on, clause="R36 R39"):
        return None
    facts = f"借据{episode.note.note_no}自{written(episode.unpaid_since)}到期本息未还，{written(episode.day1_on)}为逾期第1日。"
    notice = WarningNotice(
        business=episode.business, qualification=_standing(episode.business), trigger="overdue", episode=episode,
        facts=facts, triggered_on=episode.day1_on, issued_on=today,
    )  # fmt: skip
    text = wording.overdue_warning(
        business=episode.business, episode=episode, position=episode.note.latest_position(),
        document_number=policy_on(episode.day1_on).document_number, prepared=_prepared(notice), phone=office_phone(),
    )  # fmt: skip
    return _send(notice, text, actor=actor, today=today, reason=reason or facts)


@transaction.atomic
def warn_condition(qualification, *, actor, today, reason="", condition, facts, because=None):
    """Warn by hand that one admission condition is broken (R37). Works on warned and cancelled qualifications too.

    `because` is the StatusChange this follows from (a listing). Raises Refusal without facts, NotAllowed without right.
    """
    if because is None:
        require(actor, "parties.warn_qualification", "发出违反准入条件的预警")
    if not facts.strip():
        raise Refusal("没有写明违反准入条件的事实。请写明时间、情形和材料来源。")
    notice = WarningNotice(
        business=qualification.business, qualification=qualification, trigger="condition", condition=condition,
        facts=facts.strip(), triggered_on=today, issued_on=today,
    )  # fmt: skip
    text = wording.breach_warning(
        business=notice.business, condition=condition, facts=facts,
        document_number=policy_on(today).document_number, prepared=_prepared(notice), phone=office_phone(),
    )  # fmt: skip
    reason = reason or f"不再符合准入条件“{condition}”"
    return _send(notice, text, actor=actor, today=today, reason=reason, because=because)


def _may_warn(episode, today):
    if episode.status == "voided":
        raise Refusal(f"逾期“{episode}”已因银行数据有误撤销，不能据此预警。")
    if episode.day1_on > today:
        raise Refusal(f"逾期“{episode}”的第1日是{written(episode.day1_on)}，尚未到达，不能预警。")


def _standing(business):
    """The qualification a warning belongs to: the one in force, else the latest there is, else none."""
    return business.qualification() or business.qualifications.order_by("-id").first()


def _prepared(notice):
    return notice.qualification is not None and notice.qualification.status in ("qualified", "warned")


def _send(notice, text, *, actor, today, reason, because=None):
    with acting(actor, reason):
        notice.save()
    to = recipients_of(notice.trigger, today)
    paper = issue(
        "warning", title=text.title, body=text.body, actor=actor, today=today, about=notice, to=to,
        addressee=names_of(to), issuer=_issuer(actor),
    )  # fmt: skip
    ask_receipts(paper, WARNING, today=today, warning=notice)
    notice.document_number = paper.number
    with acting(actor, f"发出{paper.number}"):
        notice.save(update_fields=["document_number"])
    _prepare(notice, actor=actor, today=today, reason=reason, because=because)
    return notice


def _issuer(actor):
    """The bank or guarantor a person warns for; None (the office) for the office and the timer."""
    return bodies_of(actor).filter(kind__in=("bank", "guarantor")).order_by("code").first()


def _prepare(notice, *, actor, today, reason, because):
    """A qualified business is marked for the office's confirmation, from the day the cause arose (A12)."""
    standing = notice.qualification
    if standing is None or standing.status != "qualified":
        return
    day = max(notice.triggered_on, standing.recognised_on or notice.triggered_on)
    perform(
        standing, "warn", actor=actor, today=today, reason=reason, effective_on=day, policy=policy_on(day),
        facts={"warning": notice.pk, "episode": notice.episode_id}, because=because,
    )  # fmt: skip
