"""The bank's claim on the guarantor: complete or not at all; the office's approval is a hard gate (R46, R47, R66, A21)."""

from django.db import transaction

from registry.documents.issuing import issue
from registry.history.acting import acting
from registry.ledger.doors import perform, register, require
from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange
from registry.ledger.outbox import post
from registry.parties.second import must_be_another
from registry.policy.rules import Arrears, ClaimFacts, claim_problems
from registry.policy.versions import terms_on

from . import wording
from .addressees import codes_of, must_act_for, names_of
from .dossier import mending, opening
from .dossier.ageing import wait
from .dossier.holdings import holding
from .dossier.wording import returned
from .models import CompensationClaim
from .rules import claim_figure_problems
from .rules.deficiency import return_problems
from .rules.dossier import sentence

# What the claim's own rules already tell about, by the kind of their reason and the source of the paper.
TOLD_BY_RULE = {"demand": "demand", "report": "day60"}


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
    penalty=0,
):
    """Draft a claim for an episode 60 days full. Returns the CompensationClaim. Amounts in 元.

    `penalty` is kept apart: it is not part of what is claimed (A21).
    """
    require(actor, "lending.add_compensationclaim", "起草代偿申请")
    must_act_for(episode.bank, actor, "起草代偿申请")
    latest = episode.note.latest_position()
    problems = [
        str(r)
        for r in claim_figure_problems(principal, interest, latest.balance if latest else episode.note.amount)
    ]
    if penalty < 0:
        problems.append(f"罚息复利{penalty}不能小于零。没有的，请填0。")
    live = episode.claims.exclude(status__in=CompensationClaim.OVER).first()
    if live is not None:
        problems.append(f"{episode}已有代偿申请（{live.get_status_display()}），不能重复申请。")
    if problems:
        raise Refusal(problems)
    claim = CompensationClaim(
        bank=episode.bank, episode=episode, business=episode.business, principal=principal, interest=interest,
        penalty=penalty, interest_to=interest_to, accelerated_on=accelerated_on, payee_account=payee_account.strip(),
        waiting_since=today,
    )  # fmt: skip
    return register(claim, actor=actor, today=today, reason=reason, clause="R46")


@transaction.atomic
def lodge(claim, *, actor, today, reason=""):
    """Submit the claim: 60 days full, file complete, what was sent back mended. Returns the StatusChange.

    Raises Refusal with a sentence for everything that is missing, and where it is added.
    """
    must_act_for(claim.bank, actor, "提交代偿申请")
    must_be_another(claim.bank, _drafter(claim), actor, "提交代偿申请")
    problems = lodging_problems(claim, actor=actor, today=today)
    if problems:
        raise Refusal(problems)
    change = perform(
        claim, "lodge", actor=actor, today=today, reason=reason,
        facts={"requested": str(claim.requested), "round": claim.round + 1},
    )  # fmt: skip
    perform(claim.episode, "claim", actor=actor, today=today, because=change)
    claim.lodged_on, claim.round = today, claim.round + 1
    _wait(claim, today, actor, reason or "提交代偿申请", "lodged_on", "round")
    return change


def lodging_problems(claim, *, actor, today) -> list[str]:
    """Everything that stands against lodging this claim today."""
    reasons = claim_problems(facts_of(claim), terms_on(today), on=today)
    told = {TOLD_BY_RULE.get(reason.kind) for reason in reasons}
    held = holding(opening.open_dossier(claim.episode, actor=actor, today=today), today)
    lacking = [paper for paper in held.lacking() if paper.source not in told]
    return [*map(str, reasons), *map(sentence, lacking), *mending.open_problems(claim)]


@transaction.atomic
def return_claim(claim, *, actor, today, reason, deficiencies=()):
    """Back to the bank with coded deficiencies, (PaperRequirement or None, code) pairs; the episode waits at day 60 again."""
    problems = return_problems([(paper and paper.code, code) for paper, code in deficiencies], reason)
    if problems:
        raise Refusal(problems)
    facts = {"deficiencies": [f"{paper.code if paper else 'amount'}:{code}" for paper, code in deficiencies]}
    change = perform(claim, "return_claim", actor=actor, today=today, reason=reason, facts=facts)
    perform(claim.episode, "return_claim", actor=actor, today=today, reason=reason, because=change)
    found = mending.raise_deficiencies(claim, deficiencies, actor=actor, today=today, reason=reason)
    _wait(claim, today, actor, reason)
    text = returned(claim, found, reason)
    post(
        key=f"claim.returned:{change.position}", kind="claim.returned", to=[claim.bank.code], subject=text.title,
        body=text.body, today=today, about=claim,
    )  # fmt: skip
    return change


@transaction.atomic
def approve(claim, *, actor, today, minutes_number, amount, reason=""):
    """The office consents (R47), to all or to a part: amount in 元, less than claimed only with a reason. Returns the StatusChange."""
    problems = [str(r) for r in claim_problems(facts_of(claim), terms_on(today), on=today)]
    if not minutes_number.strip():
        problems.append("没有填写会议纪要号。请照录同意代偿的会议纪要文号。")
    if not 0 < amount <= claim.requested:
        problems.append(f"同意金额{amount}应大于零、不超过申请的本息合计{claim.requested}。请核对。")
    elif amount < claim.requested and not reason.strip():
        problems.append(
            f"同意金额{amount}少于申请的本息合计{claim.requested}，须在理由栏写明核减理由；不核减的，请填写申请金额。"
        )
    if problems:
        raise Refusal(problems)
    cut = reason.strip()[:500] if amount < claim.requested else ""
    change = perform(
        claim, "approve", actor=actor, today=today, reason=reason,
        facts={"amount": str(amount), "cut": str(claim.requested - amount)},
    )  # fmt: skip
    claim.approved_on, claim.approved_amount, claim.minutes_number = today, amount, minutes_number.strip()
    claim.cut_reason = cut
    _wait(
        claim,
        today,
        actor,
        reason or "同意代偿",
        "approved_on",
        "approved_amount",
        "minutes_number",
        "cut_reason",
    )
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
        reduced=bool(claim.cut_reason),
    )


def _drafter(claim):
    return StatusChange.objects.of(claim).values_list("actor_id", flat=True).first()


def _wait(claim, today, actor, reason, *fields):
    """A new stretch of waiting begins; `fields` are saved with it."""
    wait(claim, today)
    _keep(claim, actor, reason, *fields, "waiting_since", "aged")


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
