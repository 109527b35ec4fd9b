"""The seal on opinions: nobody reads another's answer until all are in, or the office opens them late (R26, R61)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal

from .handling import hold
from .models import Unsealing
from .models.opinion import UNCONCLUDED
from .rules import unseal_problems


def is_open(application) -> bool:
    """Whether the office may read the answers: unsealed, or screening concluded."""
    return application.status not in UNCONCLUDED or Unsealing.objects.filter(application=application).exists()


def closed_problems(application, *, today) -> list[str]:
    """Why the office may not conclude yet: the seal is on, and who has not answered. Tells no answer."""
    if is_open(application):
        return []
    sealed = (
        f"{application}的部门意见尚未启封，不能作出结论。"
        "请催办；期满后可以延长期限，或写明理由启封后再作结论。"
    )
    return [sealed, *_silent(application)]


def _silent(application):
    waiting = application.opinions.unanswered().select_related("condition", "institution")
    return [
        f"“{opinion.condition}”：{opinion.institution}尚未出具意见，未出具意见不视为通过。请催办。"
        for opinion in waiting.order_by("condition__order", "institution__order")
    ]


def lift_when_complete(application, *, actor, today):
    """Take the seal off once no question is open. The same again changes nothing."""
    if (
        application.opinions.unanswered().exists()
        or Unsealing.objects.filter(application=application).exists()
    ):
        return
    with acting(actor, "各部门意见均已答复"):
        Unsealing(application=application, unsealed_on=today, complete=True).save()


@transaction.atomic
def unseal(application, *, actor, today, reason):
    """Open the answers after the due day with a written reason. Returns the Unsealing. Raises NotAllowed, Refusal."""
    require(actor, "screening.unseal_opinion", "启封部门意见")
    hold(application)
    if is_open(application):
        raise Refusal(f"{application}的部门意见已经启封，不必再次启封。请刷新页面。")
    open_ones = list(application.opinions.unanswered())
    due = max((o.due_on for o in open_ones if o.due_on), default=None)
    problems = [str(p) for p in unseal_problems(unanswered=len(open_ones), due_on=due, today=today)]
    if not reason.strip():
        problems.append("启封必须写明理由，理由栏现在是空的。请填写后再提交。")
    if problems:
        raise Refusal(problems)
    opened = Unsealing(
        application=application, unsealed_on=today, complete=not open_ones, reason=reason.strip()
    )
    with acting(actor, reason):
        opened.save()
    return opened
