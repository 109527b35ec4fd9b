"""What waits in screening: for the office, the departments, the leading group and the recommenders."""

from django.urls import reverse

from registry.parties.access import reach

from .models import (
    Application,
    CoordinationTask,
    DepartmentOpinion,
    LeadingGroupMeeting,
    OpinionChallenge,
    Recheck,
    RefusalLetter,
    Round,
)
from .rechecking import to_recheck
from .round_ends import unfinished
from .rounds import missing_round


def items(user, today) -> list[dict]:
    """Counted from facts for this user's roles and institutions."""
    scope, found = reach(user), []
    if scope.roles & {"clerk", "head"}:
        found += _office(user, today)
        found += _tasks("过期未完成的议定事项", CoordinationTask.objects.overdue(today), "late", "now")
    if "head" in scope.roles:
        appeals = RefusalLetter.objects.filter(status="appealed")
        found.append(_item("等待答复的申辩", appeals, "refusalletter", "status__exact=appealed", "now"))
    if "leader" in scope.roles:
        planned = LeadingGroupMeeting.objects.filter(status="planned")
        found.append(
            _item("等待办结的领导小组会议", planned, "leadinggroupmeeting", "status__exact=planned", "now")
        )
        found.append(_applications("等待领导小组审核的申报", "screened", "now"))
    if "reviewer" in scope.roles:
        found += _reviewer(scope, today)
    if "recommender" in scope.roles:
        mine = Application.objects.filter(recommender_id__in=scope.institutions)
        found.append(
            _item(
                "需要补正的申报",
                mine.filter(status="supplement"),
                "application",
                "status__exact=supplement",
                "now",
            )
        )
        found.append(
            _item(
                "尚未提交的申报草稿",
                mine.filter(status="draft"),
                "application",
                "status__exact=draft",
                "soon",
            )
        )
    return found


def _office(user, today):
    yield _applications("新提交、待审阅的申报", "submitted", "now")
    by_themselves = Application.objects.filter(status="submitted", channel="self")
    yield _item(
        "其中企业（户）在网上自行申报的",
        by_themselves,
        "application",
        "status__exact=submitted&channel__exact=self",
        "now",
    )
    missed = Application.objects.filter(status="supplement", supplement_due_on__lt=today)
    yield _item("补正逾期、待决定的申报", missed, "application", "status__exact=supplement", "now")
    yield _applications("部门甄别中的申报", "screening", "soon")
    owed = DepartmentOpinion.objects.owed()
    yield _item("过期未答复的部门意见", owed.filter(due_on__lt=today), "departmentopinion", "in=late", "now")
    yield _ready_to_conclude()
    asked = OpinionChallenge.objects.filter(outcome="")
    yield _item("等待部门答复的质询", asked, "opinionchallenge", "outcome__exact=", "soon")
    for round in Round.objects.filter(status="open", closes_on__lt=today, opinions_due_on__lt=today):
        yield _link(
            f"{round.batch}已过意见期限，尚有未办结申报", unfinished(round).count(), "round_state", round.pk
        )
    for round in Round.objects.filter(status="closed"):
        yield _link(
            f"{round.batch}已结束，等待结转的申报", unfinished(round).count(), "round_state", round.pk
        )
    yield from _rechecks(today)
    if missing_round(today):
        yield {
            "label": "本月申报轮次尚未开设",
            "count": 1,
            "url": reverse("admin:screening_round_add"),
            "urgency": "now",
        }


def _rechecks(today):
    late = Recheck.objects.owed().filter(due_on__lt=today)
    yield _item("过期未答复的资格复核", late, "recheck", "in=late", "now")
    doubted = Recheck.objects.standing().filter(
        answer="doubt", qualification__status__in=("qualified", "warned")
    )
    yield _item("复核存疑、待核实的信用企业（户）", doubted, "recheck", "answer__exact=doubt&in=yes", "soon")
    for round in Round.objects.filter(status="open", opens_on__lte=today):
        waiting = to_recheck(round).count()
        if waiting:
            yield _link(f"{round.batch}尚未送复核的信用企业（户）", waiting, "round_change", round.pk)


def _ready_to_conclude():
    """In screening, all answers in and open to the office."""
    rows = Application.objects.filter(status="screening", unsealing__isnull=False)
    rows = rows.exclude(opinions__in=DepartmentOpinion.objects.unanswered())
    return _item("意见已到齐、等待结论的申报", rows, "application", "status__exact=screening", "now")


def _reviewer(scope, today):
    waiting = DepartmentOpinion.objects.owed().filter(institution_id__in=scope.institutions)
    yield _item("等待本单位答复的意见", waiting, "departmentopinion", "in=no", "now")
    late = waiting.filter(due_on__lt=today)
    yield _item("本单位过期未答复的意见", late, "departmentopinion", "in=late", "now")
    again = Recheck.objects.owed().filter(institution_id__in=scope.institutions)
    yield _item("等待本单位答复的资格复核", again, "recheck", "in=no", "now")
    asked = DepartmentOpinion.objects.filter(institution_id__in=scope.institutions, challenges__outcome="")
    yield _item("等待本单位答复的质询", asked, "departmentopinion", "in=asked", "now")
    mine = CoordinationTask.objects.filter(owner_id__in=scope.institutions)
    yield from _tasks("本单位过期未完成的议定事项", mine.overdue(today), "late", "now")
    yield from _tasks("本单位未完成的议定事项", mine.open(), "yes", "soon")


def _tasks(label, rows, which, urgency):
    yield _item(label, rows, "coordinationtask", f"open={which}", urgency)


def _link(label, count, name, pk):
    return {
        "label": label,
        "count": count,
        "url": reverse(f"admin:screening_{name}", args=[pk]),
        "urgency": "soon",
    }


def _applications(label, status, urgency):
    return _item(
        label, Application.objects.filter(status=status), "application", f"status__exact={status}", urgency
    )


def _item(label, rows, model, query, urgency):
    url = reverse(f"admin:screening_{model}_changelist")
    return {"label": label, "count": rows.count(), "url": f"{url}?{query}", "urgency": urgency}
