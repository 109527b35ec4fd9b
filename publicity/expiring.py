"""Papers of applications that have served: credit reports and other papers about persons leave, their rows stay.

Twelve months (`credit_report_retention_months`) after the end of the round, or after the application was refused or
withdrawn; never while it stands behind a running loan, claim, case, objection or appeal (domain §5.5, PIPL 19, 47).
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Min, Q

from registry.history.acting import acting
from registry.ledger.effects import once
from registry.ledger.models import StatusChange
from registry.ledger.outbox import post
from registry.lending.models import CreditLine, LoanNote
from registry.policy.dates import written
from registry.policy.models import PolicyVersion
from registry.policy.versions import terms_on
from registry.sanctions.models import BlacklistCase
from registry.screening.models import Application, Attachment, RefusalLetter

from .deadlines import months_after
from .models import Objection

DUTY, CLAUSE = "expire_papers", "R23"
PERSONAL = (Attachment.Kind.CREDIT_REPORT, Attachment.Kind.OTHER)
NOT_PASSED = ("rejected", "declined", "refused", "withdrawn")
BY_ROUND = ("recognised", "draft")
_MONTH = timedelta(days=28)


def papers_to_expire(today):
    """Applications whose personal papers have had their time by `today`, oldest first."""
    return [application for application, _ in _due(Application.objects.all(), today)]


def _due(applications, today):
    """(application, the day its papers leave) of every one of `applications` that is due."""
    shortest = PolicyVersion.objects.aggregate(months=Min("credit_report_retention_months"))["months"] or 1
    waiting = _kept(Attachment.objects.all()).values("application")
    rows = applications.filter(
        pk__in=waiting, status__in=NOT_PASSED + BY_ROUND, round__closes_on__lte=today - shortest * _MONTH
    )
    rows = list(rows.exclude(_running()).select_related("round", "business").order_by("pk"))
    refused, rounds, months = _refusals(rows), {a.round_id: a.round for a in rows}, {}
    ends = {pk: _end_of(round) for pk, round in rounds.items()}
    for application in rows:
        over = _over_on(application, refused, ends)
        if over is None:
            continue
        if over not in months:
            months[over] = terms_on(over).credit_report_retention_months
        leaves = months_after(over, months[over])
        if leaves <= today:
            yield application, leaves


def _kept(attachments):
    return attachments.filter(kind__in=PERSONAL, expired_on=None).exclude(file="")


def _running():
    """What still needs the papers: a loan or claim behind the recognition, a case, an objection, an appeal."""
    loans = Q(business__in=CreditLine.objects.exclude(status="closed").values("business"))
    loans |= Q(
        business__in=LoanNote.objects.exclude(status__in=("settled", "written_off")).values("business")
    )
    cases = BlacklistCase.objects.exclude(status__in=("dismissed", "removed")).values("business")
    objections = Objection.objects.undecided().values("entry__application")
    appeals = RefusalLetter.objects.filter(status="appealed").values("application")
    return (Q(status="recognised") & loans) | Q(business__in=cases) | Q(pk__in=objections) | Q(pk__in=appeals)


def _refusals(applications):
    """Application -> the day of its last refusal or withdrawal, by the ledger."""
    changes = StatusChange.objects.filter(
        record_type=Application._meta.label_lower, to_status__in=NOT_PASSED,
        record_id__in=[a.pk for a in applications if a.status in NOT_PASSED],
    )  # fmt: skip
    return dict(changes.order_by("position").values_list("record_id", "effective_on"))


def _end_of(round):
    """The day the round was closed; where nobody closed it, the day its last application was decided, None before."""
    running = round.applications.undecided().exclude(status="draft").exists()
    if round.closed_on or running:
        return round.closed_on
    decided = StatusChange.objects.filter(
        record_type=Application._meta.label_lower, record_id__in=round.applications.values("pk")
    ).aggregate(last=Max("effective_on"))["last"]
    return max(decided, round.closes_on) if decided else None


def _over_on(application, refused, ends):
    """The day the application was over; None while its round runs or the ledger does not tell."""
    if application.status in BY_ROUND:
        return ends[application.round_id]
    day = refused.get(application.pk)
    return max(day, application.round.closes_on) if day else None


@transaction.atomic
def expire_papers(application, *, actor, today):
    """Take the files away; name, fingerprint and day stay, and the office is told. Once; asked again before it is done."""
    held = Application.objects.select_for_update().filter(pk=application.pk)
    due = dict(_due(Application.objects.filter(pk__in=[a.pk for a in held]), today))
    papers = list(_kept(application.attachments.all()).order_by("pk"))
    if application not in due or not papers:
        return
    key = f"application:{application.pk}:{DUTY}:{papers[-1].pk}"
    if not once(key, duty=DUTY, record=application, effective_on=due[application], clause=CLAUSE):
        return
    with acting(actor, "保存期满，按期限删除文件"):
        for paper in papers:
            _empty(paper, today)
    _tell(application, papers, key, today)


def _empty(paper, today):
    storage, stored_as = paper.file.storage, paper.file.name
    paper.file, paper.expired_on = "", today
    paper.save(update_fields=["file", "expired_on"])
    type(paper).history.filter(id=paper.pk).update(file="")
    transaction.on_commit(lambda: storage.delete(stored_as))


def _tell(application, papers, key, today):
    named = "、".join(dict.fromkeys(paper.get_kind_display() for paper in papers))
    post(
        key=key, kind="application", to=["OFFICE"], about=application, today=today,
        subject=f"材料已按期限删除：{application.receipt_number}",
        body=f"{application}的材料保存期满，{written(today)}删除了{len(papers)}份文件（{named}）。"
        "文件名、指纹和日期保留备查，申报表和营业执照按档案规定继续保存。",
    )  # fmt: skip
