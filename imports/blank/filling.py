"""The bank's live notes as lines of the template: what is known is filled in, what is to be reported stays empty."""

from decimal import Decimal

READ = (
    "note_no", "line__contract_no", "line__guarantee_no", "business__name", "business__uscc", "line__amount",
    "line__amount_inferred", "amount", "start_on", "due_on", "extended_due_on", "rate", "basis", "fee_rate",
    "guarantee_type", "repayment_method",
)  # fmt: skip
BASES = {"LPR": "LPR", "BENCHMARK": "基准利率"}
FRACTION = Decimal("0.3")


def known_rows(notes):
    """{column name: value} per note of the queryset, in the order of their numbers."""
    for one in notes.order_by("note_no").values(*READ).iterator(chunk_size=2000):
        yield {
            "note_no": one["note_no"], "contract_no": one["line__contract_no"],
            "guarantee_no": one["line__guarantee_no"], "name": one["business__name"], "uscc": one["business__uscc"],
            "line_amount": None if one["line__amount_inferred"] else one["line__amount"],
            "loan_amount": one["amount"], "start": one["start_on"], "due": one["due_on"],
            "ext_due": one["extended_due_on"], "rate": percent(one["rate"]), "basis": BASES.get(one["basis"], ""),
            "fee_rate": percent(one["fee_rate"]), "guarantee_type": one["guarantee_type"],
            "method": one["repayment_method"],
        }  # fmt: skip


def percent(value):
    """A figure below 0.3 is read as a fraction, so it is written with its sign."""
    if value is None or value == 0 or value >= FRACTION:
        return value
    return f"{value.normalize():f}%"
