"""The businesses behind loans and applications: kind, town, industry and size, as known then."""

from dataclasses import dataclass

from registry.parties.places import PLACES
from registry.policy.industry_names import section_name
from registry.policy.models import SizeThreshold
from registry.policy.sizes import SIZE_LABELS, classify
from registry.screening.sizing import FIGURES

from .clocks import At, known_rows

UNSAID = "未填写"
KINDS = {"enterprise": "信用企业", "individual": "信用户（个体工商户）"}
_WAN = 10_000
_COLUMNS = ("id", "uscc", "name", "operator_name", "kind", "town", *FIGURES)


@dataclass(frozen=True, slots=True)
class Client:
    """One business in words people read; `kind`, `town` and `size` also as codes."""

    pk: int
    uscc: str
    name: str
    kind: str
    town: str
    town_code: str
    industry: str
    size: str


def clients(rows, at: At) -> dict[int, Client]:
    """{key: Client} of a queryset of businesses, sized by the thresholds in force on the day of the report.

    Their columns are those known then; where a business was written down only later, those of now.
    """
    thresholds = SizeThreshold.objects.in_force(at.on).rows()
    now = rows.order_by().values_list(*_COLUMNS)
    then = known_rows(rows, at).values_list(*_COLUMNS) if at.known else ()
    return {told[0]: _client(dict(zip(_COLUMNS, told, strict=True)), thresholds) for told in (*now, *then)}


def _client(told, thresholds):
    return Client(
        told["id"], told["uscc"], told["name"] or f"{told['operator_name']}（个体工商户）", told["kind"],
        PLACES.get(told["town"], UNSAID), told["town"], section_name(told["industry_code"] or "") or UNSAID,
        _size(told, thresholds),
    )  # fmt: skip


def _size(told, thresholds):
    wan = {name: None if told[name] is None else told[name] / _WAN for name in ("revenue", "assets")}
    found = classify(
        told["industry_code"] or "", thresholds, employees=told["employees"],
        revenue_wan=wan["revenue"], assets_wan=wan["assets"],
    )  # fmt: skip
    return SIZE_LABELS[found.size]
