"""A claim falls away when its reason does: the borrower paid, or the bank corrected its data (A17, R70)."""

from registry.ledger.actors import system_actor
from registry.ledger.doors import perform

LIVE = ("draft", "lodged", "returned", "approved")


def withdraw_for(episode, hand, *, because, reason):
    """Withdraw the claims of an episode that are not paid yet. Returns the last StatusChange, or None."""
    change = None
    for claim in episode.claims.filter(status__in=LIVE):
        actor = hand.actor if because is not None else system_actor()
        change = perform(claim, "withdraw", actor=actor, today=hand.today, reason=reason, because=because)
    return change
