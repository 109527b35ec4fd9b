"""Applications tied to one another, found for the office when it looks (domain §1.2 R21: a person decides)."""

from registry.policy.identifiers import clean, stripped

from .kinship import Applicant, ties
from .models import Application

_CONTEXT = ("business", "round", "recommender")


def applicant_of(application) -> Applicant:
    """What of an application is compared with others."""
    business = application.business
    numbers = (application.contact_phone, business.phone)
    return Applicant(
        uscc=business.uscc, operator=stripped(business.operator_name), document_key=application.operator_key,
        phones=frozenset(clean(number) for number in numbers if clean(number)), address=business.address,
    )  # fmt: skip


def related_applications(application) -> list[tuple]:
    """(application, ties) for every other application of the same round, and every earlier one of the same business."""
    if application.pk is None:
        return []
    others = Application.objects.exclude(pk=application.pk).exclude(status="withdrawn")
    same_round = others.filter(round=application.round).select_related(*_CONTEXT)
    earlier = others.filter(business=application.business).exclude(round=application.round)
    own = applicant_of(application)
    found = [(other, ties(own, applicant_of(other))) for other in same_round.order_by("pk")]
    found += [(other, ["以前的申报"]) for other in earlier.select_related(*_CONTEXT).order_by("pk")]
    return [(other, why) for other, why in found if why]
