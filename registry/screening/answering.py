"""A department's answer on its own condition, given once; a correction is a new answer (R26, R61, R72)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import NotAllowed, Refusal
from registry.parties.access import reach
from registry.parties.recusal import must_not_be_recused
from registry.policy.dates import written
from registry.policy.privacy import privacy_problems
from registry.policy.rules import Answer, answer_problems

from .models import ANSWERABLE, DepartmentOpinion
from .sealing import lift_when_complete

_TEXTS = {"reason": "说明", "reference": "查询凭据", "source": "信息来源"}


@transaction.atomic
def give_opinion(
    opinion, *, actor, today, answer, reason="", reference="", source="", queried_on=None, valid_until=None
):
    """Answer an open opinion for one's own institution. Returns the opinion. Raises NotAllowed, Refusal."""
    must_own(opinion, actor)
    given = {"reason": reason, "reference": reference, "source": source}
    return enter(
        opinion,
        given,
        actor=actor,
        today=today,
        answer=answer,
        queried_on=queried_on,
        valid_until=valid_until,
    )


def enter(opinion, given, *, actor, today, answer, queried_on=None, valid_until=None, mail=""):
    """Write the answer of whoever has proved to speak for the institution. `given` holds reason, reference, source."""
    opinion.refresh_from_db(from_queryset=DepartmentOpinion._base_manager.select_for_update())
    if opinion.answer:
        raise Refusal(
            f"{opinion}已于{written(opinion.answered_on)}答复“{opinion.get_answer_display()}”。需要改变的，请办理“更正”。"
        )
    if not opinion.standing:
        raise Refusal(f"{opinion}已另行征询，这一条不再答复。请刷新页面。")
    _check(opinion, today, answer, given, queried_on, valid_until)
    opinion.answered_mail = mail
    return _answered(opinion, actor, today, answer, given, queried_on, valid_until)


@transaction.atomic
def correct_opinion(
    opinion, *, actor, today, answer, reason, reference="", source="", queried_on=None, valid_until=None
):
    """Put a new answer in the place of a given one; both stay on record. Returns the new opinion."""
    must_own(opinion, actor)
    opinion.refresh_from_db(from_queryset=DepartmentOpinion._base_manager.select_for_update())
    if not opinion.answer or not opinion.standing:
        raise Refusal(f"{opinion}还没有答复，或者已被更正，不能更正。请刷新页面，在现行有效的意见上办理。")
    if not reason.strip():
        raise Refusal("更正意见必须写明理由，说明栏现在是空的。请填写更正原因后提交。")
    given = {"reason": reason, "reference": reference, "source": source}
    _check(opinion, today, answer, given, queried_on, valid_until)
    opinion.standing = False
    with acting(actor, f"更正：{reason}"):
        opinion.save(update_fields=["standing"])
    fresh = DepartmentOpinion(
        application=opinion.application, condition=opinion.condition, institution=opinion.institution,
        asked_on=opinion.asked_on, due_on=opinion.due_on, corrects=opinion,
    )  # fmt: skip
    return _answered(fresh, actor, today, answer, given, queried_on, valid_until)


def must_own(opinion, actor):
    """Raises NotAllowed unless the person answers for the institution asked."""
    require(actor, "screening.give_opinion", "答复部门意见")
    must_not_be_recused(actor, opinion.application.business, "答复部门意见")
    if opinion.institution_id not in reach(actor).institutions:
        raise NotAllowed(f"这条意见由{opinion.institution}答复，账号“{actor}”不属于该单位。请由该单位办理。")


def given_problems(
    condition, institution, answer, given, *, today, queried_on=None, valid_until=None
) -> list[str]:
    """Every reason against an answer as written, whoever gives it and however it comes in."""
    said = Answer(condition, institution, answer, given["reason"])
    problems = [str(reason) for reason in answer_problems(said)]
    problems += privacy_problems({label: given[name] for name, label in _TEXTS.items()})
    if queried_on and queried_on > today:
        problems.append(f"查询日期{written(queried_on)}晚于今天{written(today)}。请核对。")
    if valid_until and valid_until < today:
        problems.append(f"有效期至{written(valid_until)}早于今天{written(today)}，这样的意见不作数。请核对。")
    return problems


def state_problems(application) -> list[str]:
    """Why nobody may answer about this application now."""
    if application.status in ANSWERABLE:
        return []
    return [f"{application}现在是“{application.get_status_display()}”，不在甄别中，不能答复。请联系办公室。"]


def _check(opinion, today, answer, given, queried_on, valid_until):
    problems = state_problems(opinion.application) or given_problems(
        opinion.condition.code, opinion.institution.code, answer, given, today=today, queried_on=queried_on,
        valid_until=valid_until,
    )  # fmt: skip
    if problems:
        raise Refusal(problems)


def _answered(opinion, actor, today, answer, given, queried_on, valid_until):
    opinion.answer, opinion.answered_on, opinion.answered_by = answer, today, actor
    opinion.queried_on, opinion.valid_until = queried_on, valid_until
    for name, text in given.items():
        setattr(opinion, name, text.strip())
    with acting(actor, given["reason"] or f"答复：{opinion.get_answer_display()}"):
        opinion.save()
    lift_when_complete(opinion.application, actor=actor, today=today)
    return opinion
