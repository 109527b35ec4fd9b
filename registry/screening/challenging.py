"""A question of the office about an answer (质询): back to the institution, which confirms or corrects (R26, R69)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post

from . import answering
from .models import ANSWERABLE, DepartmentOpinion, OpinionChallenge
from .sealing import is_open

_Outcome = OpinionChallenge.Outcome


@transaction.atomic
def challenge(opinion, *, actor, today, reason):
    """Send a standing answer back with a question. Returns the OpinionChallenge. Raises NotAllowed, Refusal."""
    require(actor, "screening.challenge_opinion", "质询部门意见")
    _hold(opinion)
    problems = _problems(opinion)
    if not reason.strip():
        problems.append("质询必须写明事由，理由栏现在是空的。请填写后再提交。")
    if problems:
        raise Refusal(problems)
    raised = OpinionChallenge(opinion=opinion, raised_on=today, raised_by=actor, question=reason.strip())
    with acting(actor, reason):
        raised.save()
    post(
        key=f"challenge:{raised.pk}", kind="opinion", to=[opinion.institution.code], about=opinion, today=today,
        subject=f"对甄别意见的质询：{opinion.application.receipt_number}",
        body=f"{opinion.application}，“{opinion.condition}”：{reason.strip()} 请在“申报与甄别—部门意见”中维持或更正。",
    )  # fmt: skip
    return raised


def _problems(opinion):
    if not opinion.answer or not opinion.standing:
        return [f"{opinion}还没有答复，或者已被更正，不能质询。请刷新页面，在现行有效的意见上办理。"]
    if opinion.application.status not in ANSWERABLE:
        return [
            f"{opinion.application}现在是“{opinion.application.get_status_display()}”，不能再质询。请刷新页面。"
        ]
    if not is_open(opinion.application):
        return [f"{opinion.application}的部门意见尚未启封，不能质询。请等全部答复，或期满后启封。"]
    if open_challenge(opinion):
        return [f"{opinion}已有一次质询等待答复，不能重复质询。请等该单位答复。"]
    return []


def open_challenge(opinion):
    """The question still waiting for the institution, or None."""
    return opinion.challenges.filter(outcome="").first()


@transaction.atomic
def confirm_opinion(opinion, *, actor, today, reason):
    """The institution stands by its answer, with a reason. Returns the OpinionChallenge."""
    answering.must_own(opinion, actor)
    asked = _waiting(opinion)
    if not reason.strip():
        raise Refusal("维持原意见必须写明理由，理由栏现在是空的。请填写后再提交。")
    return _close(asked, _Outcome.CONFIRMED, reason, actor, today)


@transaction.atomic
def correct_opinion(opinion, *, actor, today, reason, **given):
    """Correct the answer, and with it answer the question that may be open. Returns the new opinion."""
    fresh = answering.correct_opinion(opinion, actor=actor, today=today, reason=reason, **given)
    asked = open_challenge(opinion)
    if asked is not None:
        _close(asked, _Outcome.CORRECTED, reason, actor, today)
    return fresh


def _waiting(opinion):
    _hold(opinion)
    asked = open_challenge(opinion)
    if asked is None:
        raise Refusal(f"{opinion}没有等待答复的质询。请刷新页面。")
    return asked


def _close(asked, outcome, reason, actor, today):
    problems = answering.privacy_problems({"说明": reason})
    if problems:
        raise Refusal(problems)
    asked.outcome, asked.reply, asked.replied_on, asked.replied_by = outcome, reason.strip(), today, actor
    with acting(actor, reason):
        asked.save()
    application = asked.opinion.application
    post(
        key=f"challenge:{asked.pk}:{outcome}", kind="opinion", to=["OFFICE"], about=asked, today=today,
        subject=f"质询已答复：{application.receipt_number}",
        body=f"{asked.opinion}：{asked.get_outcome_display()}。请在“申报与甄别—意见质询”中查看。",
    )  # fmt: skip
    return asked


def _hold(opinion):
    opinion.refresh_from_db(from_queryset=DepartmentOpinion._base_manager.select_for_update())
