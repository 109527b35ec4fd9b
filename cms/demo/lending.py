"""Bank ledgers of the demonstration county: workbooks put through the upload page's own pipeline, month after month."""

import csv
import io
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from imports.columns import COLUMNS, SKIP
from imports.profiles import teach
from imports.uploading import confirm, stage
from registry.ledger.proposals.deciding import approve
from registry.ledger.proposals.proposing import propose
from registry.lending import claiming, including, inquiring, lines, paying, protecting, reporting, supervising
from registry.lending.collecting import contacts, promises
from registry.lending.dossier import mending, papers
from registry.lending.dossier.opening import open_dossier
from registry.lending.models import CreditLine, LoanNote, OverdueEpisode, PaperRequirement, ReportingPeriod
from registry.lending.returns import nil
from registry.parties.models import Institution
from registry.sanctions import cancelling

from .accounts import person

USED = ("note_no", "contract_no", "name", "uscc", "loan_amount", "balance", "start", "due", "rate", "fee_rate",
        "guarantee_type", "grade", "unpaid_since", "od_interest", "as_of")  # fmt: skip
LABELS = {column.name: column.label for column in COLUMNS}


@dataclass(frozen=True)
class Loan:
    """One note of the demonstration; unpaid from `since` until `paid` (None: still). A short one is repaid on `due`."""

    business: object
    number: int
    start: date
    since: date | None = None
    paid: date | None = None
    due: date | None = None

    def row(self, bank, as_of):
        late = self.since and self.since < as_of and (self.paid is None or as_of < self.paid)
        amount = 100_000 + self.number % 7 * 50_000
        amount = amount if self.business.kind == "individual" else amount * 6
        owed = 0 if self.due and self.due <= as_of else amount if late else int(amount * 0.9)
        return {
            "note_no": f"{bank}2026{self.number:05d}", "contract_no": f"{bank}HT{self.number:05d}", "name": self.business.display_name,
            "uscc": self.business.uscc, "loan_amount": amount, "balance": owed, "start": self.start,
            "due": self.due or self.start.replace(year=self.start.year + 1), "rate": "4.1", "fee_rate": "0.8", "guarantee_type": "保证",
            "grade": "关注" if late else "正常", "unpaid_since": self.since if late else "", "od_interest": 3500 if late else 0, "as_of": as_of,
        }  # fmt: skip


OWN_WORDS = {"期末余额": "balance", "经办网点": SKIP}


def upload(bank, username, loans, today, as_of=None):
    """One ledger as of `today` (or of an earlier day, told late), confirmed at once."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([LABELS[name] for name in USED])
    for loan in loans:
        row = loan.row(bank, as_of or today)
        writer.writerow([row[name] for name in USED])
    actor, body = person(username), Institution.objects.get(code=bank)
    name = f"{bank}贷款台账{today:%Y%m%d}.csv"
    teach(body, {(word, word): column for word, column in OWN_WORDS.items()}, actor=actor, today=today)
    held = stage(name, text.getvalue().encode("utf-8-sig"), bank=body, actor=actor, today=today)
    second = person("checker") if bank == "NSH" else actor
    return confirm(held, actor=second, today=today, reason="按月报送", partial=bool(held.rejected))


def corrected(bank, username, loan, as_of, today):
    """The bank found the payment it had missed: nothing was unpaid on `as_of`. What rested on it waits for the office."""
    return upload(bank, username, [replace(loan, since=None)], today, as_of)


def answered(bank, username, today):
    """Every period that is over and unanswered: a nil return by the bank's person, or excused by the head."""
    over = ReportingPeriod.objects.owed().filter(bank__code=bank, ends_on__lt=today).order_by("starts_on")
    for period in over.select_related("bank"):
        if username == "head":
            nil.excuse(period, actor=person("head"), today=today, reason="该行业务系统当月上线，免予报送")
        else:
            nil.declare_nil(period, actor=person(username), today=today)


def episode_of(loan):
    return OverdueEpisode.objects.select_related("note", "bank", "business").get(note__business=loan.business)


PDF = b"%PDF-1.4\n%%EOF\n"
PAPERS = {"contract": "借款合同.pdf", "guarantee": "保证合同.pdf", "note": "借据.pdf", "voucher": "放款凭证.pdf",
          "statement": "贷款账户流水.pdf", "acceleration": "提前到期通知书.pdf"}  # fmt: skip


def filed(episode, today, without=()):
    """Files of the bank and a check of the use of funds, put into the episode's compensation file."""
    bank, dossier = person("bank"), open_dossier(episode, actor=person("bank"), today=today)
    for code, name in PAPERS.items():
        if code not in without:
            papers.upload(
                dossier,
                actor=bank,
                today=today,
                paper=PaperRequirement.objects.get(code=code),
                file=(name, PDF),
            )
    supervising.record_check(
        episode.note, actor=bank, today=today, looked_at="受托支付凭证、账户流水、经营现场", finding="fits"
    )


def claim(loan, today):
    """Reports, demand handed over, complete file and claim of an episode past day 60. Returns the lodged claim."""
    episode, bank = episode_of(loan), person("bank")
    balance = episode.note.latest_position().balance
    for report in episode.reports.filter(reported_on=None):
        reporting.make_report(
            report, actor=bank, today=today, cause="货款回笼慢，经营困难", plan="上门催收，协商处置存货"
        )
    notice = reporting.issue_demand(
        episode, actor=bank, today=today, principal=balance, interest=3500, pay_by=today + timedelta(days=7)
    )
    reporting.record_delivery(
        notice, actor=bank, today=today, delivery="direct", delivered_on=today, received_by="法定代表人"
    )
    filed(episode, today)
    held = claiming.open_claim(
        episode,
        actor=bank,
        today=today,
        principal=balance,
        interest=3500,
        interest_to=today,
        accelerated_on=today,
    )
    claiming.lodge(held, actor=person("checker"), today=today)
    return held


def sent_back_and_mended(held, today):
    """The office sends a claim back for two reasons; the bank mends them and lodges again."""
    statement = PaperRequirement.objects.get(code="statement")
    claiming.return_claim(
        held, actor=person("office"), today=today, reason="流水缺最近一个月，利息多计一日",
        deficiencies=[(statement, "D02"), (None, "D06")],
    )  # fmt: skip
    dossier = open_dossier(held.episode, actor=person("bank"), today=today)
    papers.upload(
        dossier, actor=person("bank"), today=today, paper=statement, file=("账户流水（补）.pdf", PDF)
    )
    for row in held.deficiencies.filter(answered_on=None):
        mending.answer(row, actor=person("bank"), today=today, answer="已补齐最近一个月流水，利息已重新计算")
    claiming.lodge(held, actor=person("checker"), today=today)


def agreement(today):
    """Losses of one bank are shared by an agreement: proposed by the office, approved by its head."""
    made = propose(
        "row:lending.shareagreement", actor=person("office"), today=today, reason="与银行、风险补偿资金签订分担协议",
        values={
            "bank": Institution.objects.get(code="NSH"), "document": f"“信保贷”风险分担协议〔{today.year - 1}〕1号",
            "guarantor_share": Decimal(70), "bank_share": Decimal(20), "fund_share": Decimal(10), "reinsurer_share": Decimal(0),
            "in_force_from": date(today.year - 1, 1, 1), "in_force_to": None,
        },
    )  # fmt: skip
    approve(made, actor=person("head"), today=today, reason="与协议文本核对一致")


def collected(loan, today):
    """The first steps of the ladder done, one promise made: a call by the bank, a visit by the guarantor."""
    episode, bank = episode_of(loan), person("bank")
    for task in episode.tasks.filter(done_on=None, step__day__lte=15, owner="bank"):
        contacts.finish_task(
            task,
            actor=bank,
            today=today,
            kind=task.step.kind,
            met="经营者本人",
            result="货款下月回笼，答应先还一部分",
        )
    contacts.record_contact(
        episode,
        actor=person("guarantor"),
        today=today,
        kind="visit",
        met="会计",
        result="厂房正常开工，库存较多",
    )
    promises.record_promise(
        episode,
        actor=bank,
        today=today,
        amount=Decimal(20_000),
        due_on=today + timedelta(days=5),
        made_by="经营者本人",
    )


def compensated(loan, today):
    """Approved and paid by the guarantor; the bank is slow to say that it has the money, until its head office is told."""
    held = claim(loan, today)
    claiming.approve(
        held,
        actor=person("head"),
        today=today,
        minutes_number=f"伊金融组纪〔{today.year}〕11号",
        amount=held.requested,
    )
    paying.pay(held, actor=person("guarantor"), today=today, amount=held.approved_amount, voucher_no="DC0001")
    including.include(
        held,
        actor=person("office"),
        today=today,
        amount=100_000,
        basis=f"伊财金〔{today.year}〕21号风险补偿批复",
    )


def received(loan, paid_on, today):
    """The bank confirms the receipt weeks later, and a part is got back from the borrower."""
    held = episode_of(loan).claims.get(status="paid")
    paying.confirm_receipt(held, actor=person("checker"), today=today, received_on=paid_on)
    paying.record_recovery(
        held, actor=person("guarantor"), today=today, amount=50_000, source="借款人归还", voucher_no="SH0001"
    )


def watched(loans, today):
    """Inquiries of both lenders before a line is put into use, checks of the use of funds, a pledge after an overdue."""
    bank, guarantor = person("bank"), person("guarantor")
    for lender, result in ((bank, "agree"), (guarantor, "agree")):
        line = CreditLine.objects.get(business=loans[10].business)
        inquiring.record_inquiry(
            line, actor=lender, today=today, result=result, grounds="订单稳定，近一年回款正常，有按期偿付能力"
        )
    lines.activate(line, actor=bank, today=today, committed_on=today)
    refused = CreditLine.objects.get(business=loans[11].business)
    inquiring.record_inquiry(
        refused,
        actor=guarantor,
        today=today,
        result="disagree",
        grounds="应收账款集中于一家客户，偿付来源不稳",
    )
    for number, finding, remarks in (
        (5, "fits", ""), (6, "doubt", "采购合同与入库数量相差较大，已要求补充材料"),
        (7, "misuse", "贷款到账次日转入法定代表人个人账户，用途说不清"),
    ):  # fmt: skip
        note = LoanNote.objects.get(business=loans[number].business)
        supervising.record_check(
            note, actor=bank, today=today, looked_at="受托支付凭证、账户流水、经营现场", finding=finding, remarks=remarks,
            file=("账户流水.pdf", b"%PDF-1.4\n%%EOF\n"),
        )  # fmt: skip
    protecting.protect_episode(
        episode_of(loans[1]), actor=guarantor, today=today, kind="mortgage", amount=800_000,
        description="以厂房补充抵押，不动产登记证明第0003217号",
    )  # fmt: skip


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
