"""Notes as they stood on a day: one row each, gathered by one query (R04–R10, R36, R70). Money in 元, rates in percent."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from registry.policy.rules.overdue import days_overdue

from ..rules.buckets import bucket_of, grade_of, place_of
from ..rules.rates import borne, rounded
from .clients import Client
from .clocks import At, known_rows, status_at
from .positions import told_at, unpaid_since_at

IN_FORCE = ("active", "overdue")
PAID = ("compensated", "written_off")
STATES = {
    "active": "正常",
    "overdue": "逾期",
    "settled": "已结清",
    "compensated": "已代偿",
    "written_off": "已核销",
}
_COLUMNS = (
    "id",
    "note_no",
    "bank_id",
    "business_id",
    "amount",
    "start_on",
    "rate",
    "fee_rate",
    "line__signed_on",
    "state",
    "owed",
    "grade",
    "since",
)


@dataclass(frozen=True)
class Loan:
    """One note on day `on`. `balance` is the one last told up to then; where none was, the amount drawn (`told` False)."""

    pk: int
    number: str
    bank: int
    bank_name: str
    client: Client
    amount: Decimal
    start: date
    rate: Decimal
    fee: Decimal | None
    state: str
    balance: Decimal
    told: bool
    grade: str
    since: date | None
    on: date
    share: Decimal

    REGISTER = "lending_loannote"
    COLUMNS = (
        ("number", "借据号"), ("bank_name", "银行"), ("name", "企业（户）"), ("start", "放款日"), ("amount", "贷款金额（元）"),
        ("balance", "余额（元）"), ("days", "逾期天数"), ("state_word", "状态"),
    )  # fmt: skip

    @property
    def name(self):
        return self.client.name

    @property
    def business(self):
        return self.client.pk

    @property
    def in_force(self):
        return self.state in IN_FORCE

    @cached_property
    def days(self):
        """Calendar days overdue on the day of the report (A15)."""
        return days_overdue(self.since, self.on)

    @property
    def bucket(self):
        return bucket_of(self.days)

    @property
    def place(self):
        return place_of(self.state, self.days)

    @property
    def told_grade(self):
        return grade_of(self.grade, self.days)

    @property
    def state_word(self):
        if self.in_force:
            return f"逾期{self.days}日" if self.days else STATES["active"]
        return STATES[self.state]

    @property
    def liability(self):
        """The guarantor's part of the balance (A22)."""
        return borne(self.balance, self.share)

    @property
    def interest(self):
        """Interest of a year on the balance, in 元."""
        return rounded(self.balance * self.rate / 100)

    @property
    def fees(self):
        """Guarantee fee of a year on the balance, in 元; nought where no rate was told."""
        return rounded(self.balance * (self.fee or 0) / 100)

    @property
    def cost(self):
        return self.interest + self.fees


def loans_at(notes, at: At, *, clients, banks, share_of) -> list[Loan]:
    """Every note of `notes` that had begun by then and is not annulled, whatever has become of it.

    `clients` and `banks` map keys to Client and name, `share_of` bank, day of signing and
    day of drawing to the guarantor's share.
    """
    rows = known_rows(notes, at).filter(start_on__lte=at.on).annotate(
        state=status_at("lending.loannote", at), owed=told_at(at, "balance"), told_grade=told_at(at, "grade"),
        since=unpaid_since_at(at),
    )  # fmt: skip
    rows = rows.filter(state__in=tuple(STATES))
    names = ("told_grade" if name == "grade" else name for name in _COLUMNS)
    return [
        _loan(dict(zip(_COLUMNS, told, strict=True)), at, clients, banks, share_of)
        for told in rows.values_list(*names)
    ]


def _loan(told, at, clients, banks, share_of):
    owed, since = told["owed"], told["since"]
    return Loan(
        told["id"], told["note_no"], told["bank_id"], banks[told["bank_id"]], clients[told["business_id"]], told["amount"],
        told["start_on"], told["rate"], told["fee_rate"], _state(told["state"], owed, since),
        told["amount"] if owed is None else owed, owed is not None, told["grade"] or "", since, at.on, share_of(told["bank_id"], told["line__signed_on"], told["start_on"]),
    )  # fmt: skip


def _state(kept, owed, since):
    """Paid for by the guarantor as the ledger says; settled, overdue or not as the positions say of that very day."""
    if kept in PAID:
        return kept
    if owed is not None and not owed and since is None:
        return "settled"
    return "overdue" if since else "active"
