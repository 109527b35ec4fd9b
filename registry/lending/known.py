"""Businesses a bank may be told of by what its file says: those recognised, whom the public reads too, and its own customers."""

from django.db.models import Q

from registry.history.making import CHUNK
from registry.history.writing import batched
from registry.parties.models import Business, Qualification
from registry.policy.identifiers import is_legacy_number

from .models import CreditLine


def known_to(bank):
    """Recognised businesses and customers of this bank; of others a file learns nothing (trust ACC-5)."""
    recognised = Qualification.objects.in_force().values("business")
    own = CreditLine.objects.filter(bank=bank).values("business")
    return Business.objects.filter(Q(pk__in=recognised) | Q(pk__in=own))


def by_legacy_number(bank, numbers) -> dict:
    """15-digit registration numbers (GS 15-2006) and the one business each is an alias of; ambiguous ones are left out."""
    found = {}
    for some in batched(filter(is_legacy_number, numbers), CHUNK):
        for business in known_to(bank).filter(legacy_number__among=some):
            found.setdefault(business.legacy_number, []).append(business)
    return {number: held[0] for number, held in found.items() if len(held) == 1}


def codes_of_digits(bank) -> dict:
    """{code: name} of the businesses whose credit code is digits only: these a spreadsheet can destroy."""
    return dict(known_to(bank).filter(uscc__regex=r"^[0-9]{18}$").values_list("uscc", "name"))
