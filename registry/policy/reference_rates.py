"""The reference rate that applies on a day: the last one on record, with its age said, never hidden."""

from dataclasses import dataclass
from datetime import date

from .models import ReferenceRate
from .rules import LPR_1Y, LPR_5Y, Reference, reference_remarks


@dataclass(frozen=True)
class RateOn:
    """The last rate of a kind on record on a day, and how many days old it is then."""

    reference: Reference
    age: int


def rate_on(kind: str, day: date) -> RateOn | None:
    """The last rate of `kind` published on or before `day`; None when nothing is on record."""
    row = ReferenceRate.objects.known_on(kind, day).first()
    if row is None:
        return None
    reference = row.reference()
    return RateOn(reference, reference.age(day))


def all_references() -> tuple[Reference, ...]:
    """Every rate on record, for rules.pick_reference over many loans."""
    return ReferenceRate.objects.references()


def old_rate_remarks(day: date):
    """One sentence for each LPR that is old on `day`, for the dashboard and for an upload."""
    known = (rate_on(kind, day) for kind in (LPR_1Y, LPR_5Y))
    return [remark for found in known if found for remark in reference_remarks(found.reference, day)]
