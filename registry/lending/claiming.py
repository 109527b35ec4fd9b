"""The bank's claim on the guarantor, and the office's approval as a hard gate (R46, R47, R66, A21)."""

from django.db import transaction

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import perform, register, require
from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange
from registry.parties.second import must_be_another
from registry.policy.rules import Arrears, ClaimFacts, claim_problems
from registry.policy.versions import terms_on

from . import wording
from .addressees import codes_of, must_act_for, names_of
from .models import CompensationClaim
from .rules import claim_figure_problems


@transaction.atomic
def open_claim(
    episode,
    *,
    actor,
    today,
    principal,
    interest,
    interest_to,
    reason="",
    accelerated_on=None,
    payee_account="",
):
    """Draft a claim for an episode 60 days full. Returns the CompensationClaim. Amounts in 元."""
    require(actor, "lending.add_compensationclaim", "起草代偿申请")
    must_act_for(episode.bank, actor, "起草代偿申请")
    latest = episode.note.latest_position()
    problems = [
        str(r)
        for r in claim_figure_problems(principal, interest, latest.balance if latest else episode.note.amount)
    ]
    live = episode.claims.exclude(status__in=("refused", "withdrawn", "refunded")).first()
    if live is not None:
        problems.append(f"{episode}已有代偿申请（{live.get_status_display()}），不能重复申请。")
    if problems:
        raise Refusal(problems)
    claim = CompensationClaim(
        bank=episode.bank, episode=episode, business=episode.business, principal=principal, interest=interest,
        interest_to=interest_to, accelerated_on=accelerated_on, payee_account=payee_account.strip(),
    )  # fmt: skip
    return register(claim, actor=actor, today=today, reason=reason, clause="R46")


@transaction.atomic
def lodge(claim, *, actor, today, reason=""):
    """Submit the claim: 60 days full, demand issued, day-60 report made, all due or accelerated. Returns the StatusChange."""
    must_act_for(claim.bank, actor, "提交代偿申请")
    must_be_another(claim.bank, _drafter(claim), actor, "提交代偿申请")
    problems = [str(r) for r in claim_problems(facts_of(claim), terms_on(today), on=today)]
    if problems:
        raise Refusal(problems)
    change = perform(
        claim, "lodge", actor=actor, today=today, reason=reason, facts={"requested": str(claim.requested)}
    )
    perform(claim.episode, "claim", actor=actor, today=today, because=change)
    claim.lodged_on = today
    _keep(claim, actor, reason or "提交代偿申请", "lodged_on")
    return change


@transaction.atomic
def return_claim(claim, *, actor, today, reason):
    """Back to the bank for correction; the episode waits at day 60 again."""
    change = perform(claim, "return_claim", actor=actor, today=today, reason=reason)
    perform(claim.episode, "return_claim", actor=actor, today=today, reason=reason, because=change)
    return change


@transaction.atomic
def approve(claim, *, actor, today, minutes_number, amount, reason=""):
    """The office consents (R47): amount in 元, at most what is claimed. Returns the StatusChange."""
    problems = [str(r) for r in claim_problems(facts_of(claim), terms_on(today), on=today)]
    if not minutes_number.strip():
        problems.append("没有填写会议纪要号。请照录同意代偿的会议纪要文号。")
    if not 0 < amount <= claim.requested:
        problems.append(f"同意金额{amount}应大于零、不超过申请的本息合计{claim.requested}。请核对。")
    if problems:
        raise Refusal(problems)
    change = perform(claim, "approve", actor=actor, today=today, reason=reason, facts={"amount": str(amount)})
    claim.approved_on, claim.approved_amount, claim.minutes_number = today, amount, minutes_number.strip()
    _keep(claim, actor, reason or "同意代偿", "approved_on", "approved_amount", "minutes_number")
    _paper(claim, "consent", wording.consent(claim), actor, today)
    return change


@transaction.atomic
def refuse(claim, *, actor, today, reason):
    """The office does not consent; the episode goes back to day 60."""
    change = perform(claim, "refuse", actor=actor, today=today, reason=reason)
    perform(claim.episode, "return_claim", actor=actor, today=today, reason=reason, because=change)
    _paper(claim, "refusal", wording.refusal(claim, reason), actor, today)
    return change


@transaction.atomic
def withdraw(claim, *, actor, today, reason):
    """The bank takes its claim back."""
    must_act_for(claim.bank, actor, "撤回代偿申请")
    change = perform(claim, "withdraw", actor=actor, today=today, reason=reason)
    claim.episode.refresh_from_db()
    if claim.episode.status == "claimed":
        perform(claim.episode, "return_claim", actor=actor, today=today, reason=reason, because=change)
    return change


def facts_of(claim) -> ClaimFacts:
    """What the rules ask about a claim."""
    episode = claim.episode
    demand = episode.demands.filter(withdrawn_on=None).order_by("issued_on").first()
    report = episode.reports.filter(kind="day60").first()
    paid_up = episode.status in ("cured", "voided")
    undue = claim.principal if claim.accelerated_on is None and episode.note.due_on > claim.interest_to else 0
    return ClaimFacts(
        unpaid_since=None if paid_up else episode.unpaid_since,
        demand_issued_on=demand.issued_on if demand else None,
        bank_reported_on=report.reported_on if report else None,
        approved_on=claim.approved_on,
        arrears=Arrears(claim.principal, claim.interest, claim.penalty, undue_principal=undue),
        accelerated=claim.accelerated_on is not None,
        approved_amount=claim.approved_amount,
    )


def _drafter(claim):
    return StatusChange.objects.of(claim).values_list("actor_id", flat=True).first()


def _keep(claim, actor, reason, *fields):
    with acting(actor, reason):
        claim.save(update_fields=list(fields))


def _paper(claim, kind, text, actor, today):
    to = [claim.bank.code, *codes_of("guarantor")]
    issue(
        kind,
        title=text.title,
        body=text.body,
        actor=actor,
        today=today,
        about=claim,
        to=to,
        addressee=names_of(to),
    )
