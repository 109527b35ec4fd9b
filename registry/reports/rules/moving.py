"""From month to month: where loans went, and how much of them to a worse place (roll-rate). Pure."""

from collections.abc import Iterable

from .buckets import BUCKETS, NORMAL, OVER, PAID_FOR, RANK

FROM = (NORMAL, *(b.code for b in BUCKETS))
TO = (*FROM, PAID_FOR, OVER)


def pairs(before: Iterable, after: Iterable) -> list[tuple]:
    """(loan then, loan now, place now) of every loan in force then; one that is not there any more is over."""
    now = {loan.pk: loan for loan in after}
    return [
        (loan, now.get(loan.pk), now[loan.pk].place if loan.pk in now else OVER)
        for loan in before
        if loan.in_force
    ]


def worse(place_then: str, place_now: str) -> bool:
    """Whether a loan went to a worse place: a longer arrears, or paid for by the guarantor; settled is best."""
    return RANK[place_now] > RANK[place_then]
