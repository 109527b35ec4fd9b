"""A claim whose purpose is fulfilled falls away by itself: the borrower paid after it was lodged, or nobody saw it (A17)."""

from registry.ledger.actors import system_actor
from registry.ledger.doors import perform

LIVE = ("draft", "lodged", "returned", "approved")


def withdraw_for(episode, hand, *, because, reason):
    """Withdraw drafts, and the claims lodged by the day on which the arrears were paid. Returns the last StatusChange.

    A claim lodged later, or for arrears that never were, rests on a false fact: it is prepared for the office instead.
    """
    change, paid = None, episode.ended_on if episode.status == "cured" else None
    for claim in episode.claims.filter(status__in=LIVE):
        if claim.lodged_on is not None and (paid is None or claim.lodged_on > paid):
            continue
        actor = hand.actor if because is not None else system_actor()
        change = perform(claim, "withdraw", actor=actor, today=hand.today, reason=reason, because=because)
    return change
