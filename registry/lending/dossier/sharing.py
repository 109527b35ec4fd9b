"""Who bears a paid compensation, by the agreement of the day the contract was signed; recoveries go back the same way (A22)."""

from decimal import Decimal

from django.db.models import Sum

from registry.history.acting import acting
from registry.ledger.outbox import post
from registry.policy.versions import terms_on

from ..addressees import office_and_guarantor
from ..models import RiskShare, ShareAgreement
from ..rules.sharing import BEARERS, shared
from . import wording

_FEN, _NOTHING = Decimal("0.01"), Decimal("0.00")


def weights_for(claim):
    """({bearer: percent}, name of what says so): the bank's agreement, else the policy version of the payment."""
    agreement = ShareAgreement.objects.of(claim.bank, claim.episode.note.line.signed_on)
    if agreement is not None:
        return agreement.weights(), agreement.document
    shares = terms_on(claim.paid_on).risk_share
    return {name: shares[name] * 100 for name in BEARERS if name in shares}, "现行政策"


def share_payment(claim, *, actor):
    """Freeze who bears the payment. Once per claim. Returns {bearer: percent}."""
    kept = dict(claim.shares.filter(recovery=None).values_list("bearer", "percent"))
    if kept:
        return {name: kept[name] for name in BEARERS if name in kept}
    weights, basis = weights_for(claim)
    _write(claim, None, claim.paid_amount, weights, actor, f"按{basis}分担代偿")
    return weights


def share_recovery(entry, *, actor, today):
    """Share one recovery back in the ratio the payment was borne in, and tell the parties. Returns {bearer: 元}."""
    claim = entry.claim
    weights = share_payment(claim, actor=actor)
    parts = _write(claim, entry, entry.amount, weights, actor, "追偿收回按分担比例分配")
    text = wording.recovery(entry, parts, weights)
    post(
        key=f"claim.recovery:{entry.pk}", kind="claim.recovery", to=[claim.bank.code, *office_and_guarantor()],
        subject=text.title, body=text.body, today=today, about=entry,
    )  # fmt: skip
    return parts


def _write(claim, entry, amount, weights, actor, reason):
    parts = shared(amount, weights)
    with acting(actor, reason):
        for name, part in parts.items():
            RiskShare(
                bank=claim.bank, claim=claim, recovery=entry, bearer=name, percent=weights[name], amount=part
            ).save()
    return parts


def account(claim):
    """Rows for the page: per bearer percent, borne, got back, still borne. 元."""
    borne = {row.bearer: row for row in claim.shares.filter(recovery=None)}
    rows = claim.shares.exclude(recovery=None).order_by().values_list("bearer").annotate(total=Sum("amount"))
    back = {name: total.quantize(_FEN) for name, total in rows}
    return [
        {
            "name": BEARERS[name], "percent": f"{borne[name].percent.normalize():f}", "borne": borne[name].amount,
            "back": back.get(name, _NOTHING), "left": borne[name].amount - back.get(name, _NOTHING),
        }
        for name in BEARERS if name in borne
    ]  # fmt: skip
