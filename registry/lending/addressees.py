"""Who is told: institution codes of the office, the guarantor and the bank concerned (R44, R46, R47)."""

from registry.ledger.errors import NotAllowed
from registry.parties.access import reach
from registry.parties.models import Institution


def codes_of(*kinds):
    """Codes of the active institutions of these kinds, in their order."""
    rows = Institution.objects.filter(kind__in=kinds, active=True).order_by("order", "code")
    return list(rows.values_list("code", flat=True))


def office_and_guarantor():
    """To whom a bank reports (R44, R46)."""
    return codes_of(Institution.Kind.OFFICE, Institution.Kind.GUARANTOR)


def guarantor():
    """The guarantee company, or None where none is registered."""
    return Institution.objects.filter(kind="guarantor", active=True).order_by("order").first()


def names_of(codes):
    """Names for the addressee line of a paper, in the order of the codes."""
    known = dict(Institution.objects.filter(code__in=codes).values_list("code", "name"))
    return "、".join(known[code] for code in codes if code in known)


def must_act_for(bank, actor, deed):
    """Raise NotAllowed unless the person holds a post at this bank."""
    if bank.pk not in reach(actor).institutions:
        raise NotAllowed(f"“{deed}”须由{bank}的人员办理，账号“{actor}”不属于该机构。请由该机构办理。")


def acting_lender(bank, actor, deed):
    """The lender the person acts for: the bank of the loan, or the guarantor. Raises NotAllowed for anybody else."""
    mine = Institution.objects.filter(pk__in=reach(actor).institutions, active=True)
    found = mine.filter(pk=bank.pk).first() or mine.filter(kind=Institution.Kind.GUARANTOR).first()
    if found is None:
        raise NotAllowed(
            f"“{deed}”须由{bank}或者担保公司的人员办理，账号“{actor}”不属于这些机构。请由该机构办理。"
        )
    return found
