"""Money that was paid or got back for arrears that never were; the borrower who was dunned for them (R70)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cms.duties import bring_to
from registry.ledger.chain import first_break
from registry.ledger.errors import Refusal
from registry.ledger.models import Message
from registry.lending import paying, reporting, writing_off
from registry.lending.inbox import items
from registry.lending.models import Countermand, DemandNotice, OverdueEpisode
from registry.lending.ripple import deciding
from tests import builders

from . import scenes
from .scenes import FULL
from .test_ripple import corrected, refunding, rows

pytestmark = pytest.mark.django_db


def recovered(write_off=False):
    """Paid, a part got back, written off when asked; then the bank says that nothing was ever unpaid."""
    claim = scenes.paid()
    paying.confirm_receipt(claim, actor=builders.bank_checker(), today=FULL)
    got = {"actor": builders.guarantor(), "today": FULL, "source": "处置财产"}
    paying.record_recovery(claim, amount=Decimal("300000.01"), voucher_no="R1", **got)
    if write_off:
        episode = OverdueEpisode.objects.get()
        writing_off.ask_write_off(
            episode, actor=builders.guarantor(), today=FULL, reason="无财产", basis="终本裁定"
        )
        writing_off.write_off(episode, actor=builders.head(), today=FULL, reason="终结执行")
    corrected(FULL + timedelta(days=21))
    corrected(FULL + timedelta(days=21), as_of=FULL)
    return claim, rows(status="prepared")


@pytest.mark.parametrize("write_off", [False, True])
def test_what_was_got_from_the_borrower_is_a_task_of_the_guarantor_until_it_is_given_back(write_off, client):
    claim, found = recovered(write_off)
    assert {"payment", "recovery"} <= set(found) and "300,000.01元" in found["recovery"].body
    day, head, guarantor = FULL + timedelta(days=22), builders.head(), builders.guarantor()
    paying.record_recovery(
        claim, actor=guarantor, today=day, amount=Decimal("1.00"), source="归还", voucher_no="R2"
    )
    assert "300,001.01元" in Countermand.objects.get(kind="recovery").body
    for kind in ("payment", "recovery"):
        deciding.carry_out(found[kind], actor=head, today=day, reason="退还")
    row = rows()["recovery"]
    assert row.status == "refunding" and row.refund_due_on == date(2026, 9, 28)
    client.force_login(guarantor)
    with time_machine.travel(datetime(2026, 9, 21, 12, tzinfo=ZoneInfo("Asia/Shanghai"))):
        assert "应退还借款人、尚未退清的追偿款" in client.get("/admin/").content.decode()
    bring_to(row.remind_on, since=row.remind_on)
    assert Message.objects.filter(kind="countermand", subject__contains="追偿款尚未退还").exists()
    back = {"actor": guarantor, "today": day, "refunded_on": day}
    deciding.receive_refund(rows()["payment"], voucher_no="TK1", **back)
    claim.refresh_from_db()
    assert (claim.status, claim.episode.status, claim.episode.note.status) == ("refunded", "voided", "active")
    with pytest.raises(Refusal, match="300,001.01元"):
        deciding.record_return(row, amount=Decimal("300000.01"), voucher_no="TK2", **back)
    deciding.record_return(row, amount=Decimal("300001.01"), voucher_no="TK2", **back)
    assert rows()["recovery"].status == "done" and first_break() is None


def test_the_bank_records_how_the_borrower_was_told_that_the_demand_is_taken_back():
    _claim, found = refunding()
    day, maker = FULL + timedelta(days=22), builders.bank_maker()
    notice = DemandNotice.objects.get()
    told = {"actor": maker, "today": day, "delivery": "direct", "delivered_on": day}
    with pytest.raises(Refusal, match="没有撤回"):
        reporting.record_recall(notice, received_by="张三", **told)
    deciding.carry_out(found["demand"], actor=builders.head(), today=day, reason="撤回")
    assert [item["count"] for item in items(maker, day) if "尚未告知借款人" in item["label"]] == [1]
    with pytest.raises(Refusal, match="签收人"):
        reporting.record_recall(notice, **told)
    with pytest.raises(Refusal, match="早于"):
        reporting.record_recall(notice, received_by="张三", **told | {"delivered_on": FULL})
    reporting.record_recall(notice, received_by="张三", **told)
    assert [item["count"] for item in items(maker, day) if "尚未告知借款人" in item["label"]] == [0]
    with pytest.raises(Refusal, match="不必重复"):
        reporting.record_recall(notice, received_by="张三", **told)
