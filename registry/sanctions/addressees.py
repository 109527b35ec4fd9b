"""Who is told of warnings and sanctions (R39, A20, R50): institution codes, configurable in the register of bodies."""

from registry.lending.addressees import codes_of, names_of
from registry.parties.models import Institution

__all__ = ["creditors", "names_of", "office_phone", "warned"]


def warned():
    """有关单位和金融机构: every active body that is marked to receive warnings."""
    rows = Institution.objects.filter(receives_warnings=True, active=True).order_by("order", "code")
    return list(rows.values_list("code", flat=True))


def creditors():
    """Who must know of a listing to collect what is owed (R51, R52): partner banks and the guarantor."""
    return codes_of(Institution.Kind.BANK, Institution.Kind.GUARANTOR)


def office_phone():
    office = Institution.objects.filter(code="OFFICE").first()
    return office.phone if office else ""
