"""Bank ledgers of the demonstration county: workbooks put through the upload page's own pipeline, month after month."""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta

from imports.columns import COLUMNS
from imports.uploading import confirm, stage
from registry.lending import claiming, paying, reporting
from registry.lending.models import OverdueEpisode
from registry.parties.models import Institution
from registry.sanctions import cancelling

from .accounts import person

USED = ("note_no", "contract_no", "name", "uscc", "loan_amount", "balance", "start", "due", "rate", "fee_rate",
        "guarantee_type", "grade", "unpaid_since", "od_interest", "as_of")  # fmt: skip
LABELS = {column.name: column.label for column in COLUMNS}


@dataclass(frozen=True)
class Loan:
    """One note of the demonstration; unpaid from `since` until `paid` (None: still)."""

    business: object
    number: int
    start: date
    since: date | None = None
    paid: date | None = None

    def row(self, bank, as_of):
        late = self.since and self.since < as_of and (self.paid is None or as_of < self.paid)
        amount = 100_000 + self.number % 7 * 50_000
        amount = amount if self.business.kind == "individual" else amount * 6
        return {
            "note_no": f"{bank}2026{self.number:05d}", "contract_no": f"{bank}HT{self.number:05d}", "name": self.business.display_name,
            "uscc": self.business.uscc, "loan_amount": amount, "balance": amount if late else int(amount * 0.9), "start": self.start,
            "due": self.start.replace(year=self.start.year + 1), "rate": "4.1", "fee_rate": "0.8", "guarantee_type": "保证",
            "grade": "关注" if late else "正常", "unpaid_since": self.since if late else "", "od_interest": 3500 if late else 0, "as_of": as_of,
        }  # fmt: skip


def upload(bank, username, loans, today):
    """One ledger as of `today`, confirmed at once."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([LABELS[name] for name in USED])
    for loan in loans:
        row = loan.row(bank, today)
        writer.writerow([row[name] for name in USED])
    actor, body = person(username), Institution.objects.get(code=bank)
    name = f"{bank}贷款台账{today:%Y%m%d}.csv"
    held = stage(name, text.getvalue().encode("utf-8-sig"), bank=body, actor=actor, today=today)
    return confirm(held, actor=actor, today=today, reason="按月报送", partial=bool(held.rejected))


def episode_of(loan):
    return OverdueEpisode.objects.select_related("note", "bank", "business").get(note__business=loan.business)


def claim(loan, today):
    """Report, demand and claim of an episode past day 60. Returns the lodged claim."""
    episode, bank = episode_of(loan), person("bank")
    balance = episode.note.latest_position().balance
    reporting.make_report(
        episode.reports.get(kind="day60"),
        actor=bank,
        today=today,
        cause="货款回笼慢，经营困难",
        plan="上门催收，协商处置存货",
    )
    reporting.issue_demand(
        episode, actor=bank, today=today, principal=balance, interest=3500, pay_by=today + timedelta(days=7)
    )
    held = claiming.open_claim(
        episode,
        actor=bank,
        today=today,
        principal=balance,
        interest=3500,
        interest_to=today,
        accelerated_on=today,
    )
    claiming.lodge(held, actor=bank, today=today)
    return held


def compensated(loan, today):
    """Approved, paid, received, and a part got back."""
    held = claim(loan, today)
    claiming.approve(
        held,
        actor=person("head"),
        today=today,
        minutes_number=f"伊金融组纪〔{today.year}〕11号",
        amount=held.requested,
    )
    paying.pay(held, actor=person("guarantor"), today=today, amount=held.approved_amount, voucher_no="DC0001")
    paying.confirm_receipt(held, actor=person("checker"), today=today)
    paying.record_recovery(
        held, actor=person("guarantor"), today=today, amount=50_000, source="借款人归还", voucher_no="SH0001"
    )


def settled(loan, today, how):
    """The office's answer to a warning: confirm the cancellation, or keep for technical reasons."""
    standing = loan.business.qualification()
    if how == "cancel":
        cancelling.cancel(standing, actor=person("head"), today=today, reason="未按期归还利息，确认取消")
    else:
        cancelling.keep(
            standing,
            actor=person("office"),
            today=today,
            reason="银行系统扣款失败",
            cause="银行系统故障",
            evidence="农商行情况说明",
        )
