"""How large a business is on the day it applies (R13), from the thresholds in force that day."""

from decimal import Decimal

from registry.policy.models import SizeThreshold
from registry.policy.sizes import SizeResult, classify

_WAN = Decimal(10_000)


FIGURES = ("industry_code", "employees", "revenue", "assets", "figures_year")


def size_of(business, today) -> SizeResult:
    """The size by last year's figures as registered; UNKNOWN with its reasons when figures are missing."""
    return size_by({name: getattr(business, name) for name in FIGURES}, today)


def declared_size(application, today) -> SizeResult:
    """The size by what this application declares; where it declares no industry, by what is registered."""
    own = {name: getattr(application, name) for name in FIGURES}
    return size_by(own, today) if own["industry_code"] else size_of(application.business, today)


def size_by(figures, today) -> SizeResult:
    """The size by given figures (`FIGURES`; money in 元) under the thresholds in force on `today`."""
    return classify(
        figures.get("industry_code") or "",
        SizeThreshold.objects.in_force(today).rows(),
        employees=figures.get("employees"),
        revenue_wan=_wan(figures.get("revenue")),
        assets_wan=_wan(figures.get("assets")),
    )


def _wan(yuan):
    return None if yuan is None else yuan / _WAN
