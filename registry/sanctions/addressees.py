"""Who is told of sanctions (R50–R52): institution codes. Who is told of warnings stands in a table (recipients.py)."""

from registry.lending.addressees import codes_of, names_of
from registry.parties.models import Institution

__all__ = ["creditors", "names_of", "office_phone"]


def creditors():
    """Who must know of a listing to collect what is owed (R51, R52): partner banks and the guarantor."""
    return codes_of(Institution.Kind.BANK, Institution.Kind.GUARANTOR)


def office_phone():
    office = Institution.objects.filter(code="OFFICE").first()
    return office.phone if office else ""
