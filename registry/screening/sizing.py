"""How large a business is on the day it applies (R13), from the thresholds in force that day."""

from decimal import Decimal

from registry.policy.models import SizeThreshold
from registry.policy.sizes import SizeResult, classify

_WAN = Decimal(10_000)


def size_of(business, today) -> SizeResult:
    """The size by last year's figures as declared; UNKNOWN with its reasons when figures are missing."""
    return classify(
        business.industry_code,
        SizeThreshold.objects.in_force(today).rows(),
        employees=business.employees,
        revenue_wan=_wan(business.revenue),
        assets_wan=_wan(business.assets),
    )


def _wan(yuan):
    return None if yuan is None else yuan / _WAN
