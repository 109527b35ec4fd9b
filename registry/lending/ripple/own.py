"""The acts of this room that rest on an overdue episode: the bank's reports, demands and claims, and what was paid."""

from django.db.models import Max, Sum

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.policy.money import yuan

from ..addressees import codes_of, names_of
from ..models import Countermand
from . import wording
from .kinds import Act, Kind, register_kind

LIVE = ("lodged", "returned", "approved")
PAID = ("paid", "confirmed")


def _reports(episode):
    for report in episode.reports.filter(reported_on__isnull=False):
        yield Act(report, report.get_kind_display(), report.reported_on)


def _demands(episode):
    for demand in episode.demands.filter(withdrawn_on=None).order_by("ordinal"):
        yield Act(demand, f"催收通知书{demand}", demand.issued_on)


def _claims(episode):
    """A draft has been put before nobody."""
    for claim in episode.claims.filter(status__in=LIVE, lodged_on__isnull=False):
        yield Act(claim, "代偿申请", claim.lodged_on)


def _payments(episode):
    for claim in episode.claims.filter(status__in=PAID):
        yield Act(claim, f"代偿支付（凭证{claim.voucher_no}）", claim.paid_on)


def _recoveries(episode):
    """What was got back from the borrower stands and falls with the payment it was to make good."""
    for claim in episode.claims.filter(status__in=PAID):
        found = claim.recoveries.aggregate(total=Sum("amount"), last=Max("received_on"))
        if found["total"]:
            yield Act(claim, f"追偿收回{yuan(found['total'])}", found["last"], judged_on=claim.paid_on)


def _recall_demand(row, demand, *, actor, today, reason, because):
    demand.withdrawn_on = today
    with acting(actor, reason):
        demand.save(update_fields=["withdrawn_on"])
    return _paper("recall", row, demand, actor, today)


def _recall_claim(row, claim, *, actor, today, reason, because):
    change = perform(claim, "withdraw", actor=actor, today=today, reason=reason, because=because)
    episode = claim.episode
    if episode.status == "claimed":
        perform(episode, "return_claim", actor=actor, today=today, reason=reason, because=change)
    return _paper("recall", row, claim, actor, today)


def _order_refund(row, claim, *, actor, today, reason, because):
    return _paper("refund", row, claim, actor, today)


def redraft(claim, actor):
    """Until it is decided, the draft about what was got back follows what comes in."""
    for row in Countermand.objects.waiting().filter(kind="recovery", record_id=claim.pk):
        paper = wording.give_back(claim, claim.episode)
        row.act, row.title, row.body = next(_recoveries(claim.episode)).label, paper.title, paper.body
        with acting(actor, "又有追偿收回，拟稿随之更新"):
            row.save(update_fields=["act", "title", "body"])


def _order_return(row, claim, *, actor, today, reason, because):
    return _paper("refund", row, claim, actor, today)


def _paper(kind, row, about, actor, today):
    """The paper as drafted when the correction came in, to the bank and the guarantor."""
    to = [row.episode.bank.code, *codes_of("guarantor")]
    return issue(
        kind, title=row.title, body=row.body, actor=actor, today=today, about=about, to=to, addressee=names_of(to)
    )  # fmt: skip


def register_kinds():
    """Called once from AppConfig.ready."""
    register_kind(Kind("report", "", _reports, banks=True, order=1))
    register_kind(Kind(
        "demand", "撤回催收通知书", _demands, _recall_demand, banks=True, order=6,
        draft=lambda record, episode, today: wording.recall_demand(record, episode),
        gone=lambda record: record.withdrawn_on is not None,
    ))  # fmt: skip
    register_kind(Kind(
        "claim", "撤回代偿申请", _claims, _recall_claim, banks=True, order=7,
        draft=lambda record, episode, today: wording.recall_claim(record, episode),
        gone=lambda record: record.status in ("withdrawn", "refused"),
    ))  # fmt: skip
    register_kind(Kind(
        "payment", "退还代偿款", _payments, _order_refund, banks=True, order=8,
        draft=lambda record, episode, today: wording.refund(record, episode),
        gone=lambda record: record.status == "refunded",
    ))  # fmt: skip
    register_kind(Kind(
        "recovery", "退还追偿款", _recoveries, _order_return, banks=True, order=9,
        draft=lambda record, episode, today: wording.give_back(record, episode),
    ))  # fmt: skip
