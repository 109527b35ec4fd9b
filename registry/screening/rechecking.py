"""Asking again whether recognised businesses meet the conditions: each half year, and before a first drawdown (R25, R37, A24)."""

from collections import defaultdict

from django.db import transaction

from registry.history.acting import acting
from registry.history.bulk import create_all, update_all
from registry.ledger.actors import is_system
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.parties.models import Qualification
from registry.policy.dates import written
from registry.policy.models import AdmissionCondition

from .asking import who_is_asked
from .models import DepartmentOpinion, Recheck, Round
from .rules import due_for

DEED = "开展资格复核"


def to_recheck(round):
    """Qualifications in force from before this round's window which this round has not asked about yet."""
    rows = Qualification.objects.in_force().filter(recognised_on__lt=round.opens_on)
    return rows.exclude(rechecks__round=round).select_related("business").order_by("pk")


@transaction.atomic
def start(round, *, actor, today, reason=""):
    """Ask every institution about its own conditions for every business recognised before this round. Returns the questions.

    A second call asks only about businesses not asked about in this round. Raises NotAllowed, and Refusal when nobody
    is to be asked about.
    """
    require(actor, "screening.ask_recheck", DEED)
    round.refresh_from_db(from_queryset=Round._base_manager.select_for_update())
    standings = list(to_recheck(round))
    if not standings:
        raise Refusal(
            f"{round}没有需要复核的信用企业（户）：本轮以前认定的都已送复核。请在“资格复核意见”中查看。"
        )
    pairs = who_is_asked(list(_conditions(today)))
    due = due_for(round.opinions_due_on, today)
    fresh = _ask(
        [(standing, *pair) for standing in standings for pair in pairs],
        {"cause": Recheck.Cause.ROUND, "round": round, "asked_on": today, "due_on": due},
        actor, reason or DEED,
    )  # fmt: skip
    _tell(fresh, f"recheck:{round.pk}:{fresh[0].pk}", round, due, today)
    return fresh


def _conditions(today):
    return AdmissionCondition.objects.in_force(today).order_by("order").prefetch_related("answerers")


def _ask(wanted, given, actor, reason):
    """Write one question for each (standing, condition, institution); what stood of the same stands no more.

    When a whole round asks, what was never answered stands no more either.
    """
    businesses = {standing.business_id for standing, _, _ in wanted}
    rows = Recheck.objects.standing().filter(business__in=businesses).select_related("condition")
    stands = {
        (row.business_id, row.condition.code, row.institution_id): row
        for row in rows.select_for_update(of=("self",))
    }
    fresh = [
        Recheck(
            business=standing.business, qualification=standing, condition=condition, institution=body,
            corrects=stands.pop((standing.business_id, condition.code, body.pk), None), **given,
        )
        for standing, condition, body in wanted
    ]  # fmt: skip
    old = [row.corrects for row in fresh if row.corrects is not None]
    if given["cause"] == Recheck.Cause.ROUND:
        old += [row for row in stands.values() if not row.answer]
    for row in old:
        row.standing = False
    with acting(actor, reason):
        update_all(old, ["standing"])
        return create_all(fresh)


def _tell(fresh, key, about, due, today):
    counts = defaultdict(int)
    for row in fresh:
        counts[row.institution] += 1
    for body, count in counts.items():
        post(
            key=f"{key}:{body.code}", kind="recheck", to=[body.code], about=about, today=today,
            subject=f"请复核信用企业（户）是否仍符合准入条件：{count}条",
            body=f"请在{written(due)}以前，在“申报与甄别—资格复核意见”中答复本单位负责的{count}条。"
            "不通过的须写明理由，由办公室核实后依程序处理；系统不会自动取消资格。",
        )  # fmt: skip


def expired_words(business, today) -> list:
    """Latest words on this business past their last day, as (condition, institution): of rechecks, else of its recognition."""
    since = Recheck.objects.standing().filter(business=business)
    spoken = set(since.values_list("condition__code", "institution"))
    late = [(row.condition, row.institution) for row in _with_bodies(since.expired(today))]
    given = DepartmentOpinion.objects.filter(application__business=business, application__status="recognised")
    return late + [
        (row.condition, row.institution)
        for row in _with_bodies(given.expired(today))
        if (row.condition.code, row.institution_id) not in spoken
    ]


def _with_bodies(rows):
    return rows.select_related("condition", "institution").order_by(
        "condition__order", "institution__order", "pk"
    )


@transaction.atomic
def ask_expired(business, *, actor, today, reason=""):
    """Ask anew whoever's answer about this recognised business has expired. Returns the new questions, maybe none."""
    if not is_system(actor):
        require(actor, "screening.ask_recheck", DEED)
    standing = business.qualification()
    wanted = dict.fromkeys(expired_words(business, today)) if standing else {}
    if not wanted:
        return []
    due = due_for(None, today)
    fresh = _ask(
        [(standing, *pair) for pair in wanted],
        {"cause": Recheck.Cause.DRAWDOWN, "asked_on": today, "due_on": due}, actor, reason or "意见过期，首次放款前重新征询",
    )  # fmt: skip
    _tell(fresh, f"recheck:{fresh[0].pk}", business, due, today)
    return fresh


def drawdown_problems(business, today) -> list[str]:
    """Why nothing should be drawn yet: words that have expired, wait for an answer, or are not a pass (R61)."""
    problems = [
        f"{body}对“{condition}”的意见已经过期，不再作数。系统已经或者即将重新征询，答复后再办理。"
        for condition, body in expired_words(business, today)
    ]
    rows = _with_bodies(Recheck.objects.standing().filter(business=business).exclude(answer="pass"))
    for row in rows:
        if row.answer:
            problems.append(
                f"{row.institution}复核“{row.condition}”的意见是“{row.get_answer_display()}”。请待办公室核实处理。"
            )
        elif row.cause == Recheck.Cause.DRAWDOWN:
            problems.append(f"{row.institution}尚未答复“{row.condition}”的重新征询，未答复不视为通过。")
    return problems
