"""Drafting a notice from decided applications (R27, R28, R62)."""

from django.db import transaction

from registry.ledger.doors import register, require
from registry.ledger.errors import Refusal
from registry.policy.versions import policy_on

from .facts import draft_problems
from .models import Notice, NoticeEntry
from .shown import entry_fields
from .wording import notice_body, notice_title


@transaction.atomic
def draft_notice(applications, *, title="", body="", contact, supplements=None, actor, today, reason=""):
    """A draft notice with one pending entry per application, enterprises first, then by credit code.

    `supplements` is the published notice it adds to (补充公示): what is added gets ten working days of its own (A31).

    Raises NotAllowed, and Refusal with every reason of every application; then nothing is written.
    """
    require(actor, "publicity.add_notice", "拟公示")
    applications = _in_order(applications)
    check(applications, contact, today, supplements=supplements)
    batch = applications[0].round.batch
    kinds = [application.business.kind for application in applications]
    number = policy_on(today).document_number
    notice = Notice(
        title=title.strip() or notice_title(batch, supplements=supplements),
        batch=batch,
        body=body.strip()
        or notice_body(document_number=number, kinds=kinds, batch=batch, supplements=supplements),
        supplements=supplements,
        contact=contact.strip(),
    )
    register(notice, actor=actor, today=today, reason=reason, clause="R28")
    for ordinal, application in enumerate(applications, start=1):
        entry = NoticeEntry(
            notice=notice, application=application, ordinal=ordinal, **entry_fields(application)
        )
        register(entry, actor=actor, today=today, clause="R28")
    return notice


def _in_order(applications):
    return sorted(set(applications), key=lambda a: (a.business.kind != "enterprise", a.business.uscc))


def check(applications, contact, today, *, supplements=None):
    """Raises Refusal with every reason why these applications cannot be put into one draft."""
    if not applications:
        raise Refusal("没有选中任何申报，无法拟公示。请至少勾选一个“领导小组审核通过，待公示”的申报。")
    problems = [] if contact.strip() else ["没有填写受理部门与联系方式。公示必须写明向谁、怎样提出异议。"]
    batches = sorted({application.round.batch for application in applications})
    if len(batches) > 1:
        problems.append(f"所选申报属于{'、'.join(batches)}等多个批次，一份公示只能包含一个批次。请分开拟稿。")
    problems += _supplement_problems(supplements, batches)
    for application in applications:
        problems += draft_problems(application, today=today)
    if problems:
        raise Refusal(problems)


def _supplement_problems(notice, batches):
    """Why these applications cannot be added to that notice: it is not public, or of another batch."""
    if notice is None:
        return []
    found = []
    if notice.status not in ("open", "closed"):
        found.append(f"“{notice}”现在是“{notice.get_status_display()}”，只能对已经发布的公示作补充。")
    if notice.supplements_id:
        found.append(f"“{notice}”本身是补充公示，请选择原公示{notice.supplements.number}。")
    if batches != [notice.batch]:
        found.append(
            f"补充公示应与原公示同一批次（{notice.batch}），所选申报是{'、'.join(batches)}。请分开拟稿。"
        )
    return found
