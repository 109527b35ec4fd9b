"""Maker and checker at one bank: where both posts are filled, two persons do what one began (trust AUT-5)."""

from registry.ledger.errors import NotAllowed

from .models import Membership

MAKER, CHECKER = "bank_maker", "bank_checker"


def must_be_another(institution, first_id, actor, what):
    """Raises NotAllowed when the person who began it would finish it alone though the bank has a maker and a checker."""
    if first_id != actor.pk:
        return
    filled = Membership.objects.current().filter(institution=institution, user__is_active=True)
    roles = set(filled.filter(role__in=(MAKER, CHECKER)).values_list("role", flat=True))
    if roles == {MAKER, CHECKER}:
        raise NotAllowed(
            f"{institution}设有银行经办和银行复核，“{what}”须由另一人办理：前一步是您办的。请由本单位复核人员登录后办理。"
        )
