"""What waits in screening: for the office, the departments, the leading group and the recommenders."""

from django.urls import reverse

from registry.parties.access import reach

from .models import Application, DepartmentOpinion
from .rounds import missing_round


def items(user, today) -> list[dict]:
    """Counted from facts for this user's roles and institutions."""
    scope, found = reach(user), []
    if scope.roles & {"clerk", "head"}:
        found += _office(today)
    if "leader" in scope.roles:
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


def _office(today):
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
    overdue = DepartmentOpinion.objects.filter(
        answer="", standing=True, due_on__lt=today, application__status="screening"
    )
    yield _item("过期未答复的部门意见", overdue, "departmentopinion", "answer__exact=", "now")
    if missing_round(today):
        yield {
            "label": "本月申报轮次尚未开设",
            "count": 1,
            "url": reverse("admin:screening_round_add"),
            "urgency": "now",
        }


def _reviewer(scope, today):
    waiting = DepartmentOpinion.objects.filter(
        answer="", standing=True, institution_id__in=scope.institutions, application__status="screening"
    )
    yield _item("等待本单位答复的意见", waiting, "departmentopinion", "answer__exact=", "now")


def _applications(label, status, urgency):
    return _item(
        label, Application.objects.filter(status=status), "application", f"status__exact={status}", urgency
    )


def _item(label, rows, model, query, urgency):
    url = reverse(f"admin:screening_{model}_changelist")
    return {"label": label, "count": rows.count(), "url": f"{url}?{query}", "urgency": urgency}
