"""The clerk whose bank corrects a payment three weeks late: from the file to the restored standing, told in public (R70)."""

from datetime import date, datetime

import pytest
import time_machine

from cms.duties import bring_to
from imports.models import Upload
from imports.uploading import stage
from publicity.models import Announcement
from registry.documents.models import IssuedDocument
from registry.ledger.chain import first_break
from registry.ledger.models import Message
from registry.lending.known_on import note_on
from registry.lending.models import Countermand, LoanNote, OverdueEpisode
from registry.lending.ripple import deciding
from registry.parties.blocks import block_reasons
from registry.sanctions import cancelling
from registry.sanctions.models import Receipt, WarningNotice
from tests import builders
from tests.imports.test_uploading import SHANGHAI, confirmed, file_of, row, staged

pytestmark = pytest.mark.django_db
SEEN, DECIDED, LATE = date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 22)


def reported(today, **given):
    rows = file_of(row(as_of=SEEN.isoformat(), **given))
    return stage("更正.csv", rows, bank=builders.institution("NSH"), actor=builders.bank_maker(), today=today)


@pytest.fixture
def cancelled():
    """Reported unpaid on 1 July, warned by the timer, cancelled by the office, announced."""
    confirmed(staged(row(as_of="2026-06-15"), today=date(2026, 6, 15)), today=date(2026, 6, 15))
    confirmed(reported(SEEN, unpaid_since="2026-06-30"), today=SEEN)
    bring_to(SEEN)
    standing = LoanNote.objects.get().business.qualifications.get()
    cancelling.cancel(standing, actor=builders.head(), today=DECIDED, reason="逾期未还，确认取消")
    bring_to(DECIDED)
    return standing


def page(client, user, upload):
    with time_machine.travel(datetime(2026, 7, 22, 12, tzinfo=SHANGHAI), tick=False):
        client.force_login(user)
        return client.get(f"/admin/imports/upload/{upload.pk}/change/").content.decode()


def test_the_bank_corrects_and_the_office_puts_everything_right(cancelled, client):
    told, upload = Announcement.objects.get(), reported(LATE)
    shown_before(client, upload, told)
    confirmed(upload, today=LATE)
    rows = {row.kind: row for row in Countermand.objects.all()}
    assert set(rows) == {"warning", "cancellation", "line", "announcement"}
    assert {row.source for row in rows.values()} == {upload.source}
    cancelled.refresh_from_db()
    assert cancelled.status == "cancelled" and Announcement.objects.get() == told
    shown_after(client, upload, rows, told)
    decided(rows)
    cancelled.refresh_from_db()
    assert cancelled.status == "qualified" and cancelled.cancelled_on is None
    assert not block_reasons(cancelled.business, LATE)
    put_right(client, told)


def shown_before(client, upload, told):
    """The bank reads that the office will look; the office reads what rests on the correction."""
    bank = page(client, builders.bank_maker(), upload)
    assert "撤销该逾期" in bank and "办公室复核" in bank
    assert "预警提示函" not in bank and told.number not in bank and "恢复" not in bank
    office = page(client, builders.clerk(), upload)
    assert "银行确认入账以后，以下文书的依据有变化" in office
    assert "预警提示函" in office and told.number in office and "自2026年6月30日起 → 不存在" in office
    assert not Countermand.objects.exists() and OverdueEpisode.objects.get().status == "open"


def shown_after(client, upload, rows, told):
    after = page(client, builders.clerk(), upload)
    assert "由这次更正引起的撤改事项" in after
    assert f"/admin/lending/countermand/{rows['warning'].pk}/change/" in after
    assert "撤改事项" not in page(client, builders.bank_maker(), upload)
    client.force_login(builders.clerk())
    assert "所依事实已更正、待决定撤改的文书" in client.get("/admin/").content.decode()
    draft = client.get(f"/admin/lending/countermand/{rows['announcement'].pk}/change/").content.decode()
    assert "自2026年6月30日起 → 不存在" in draft and "更正公告" in draft and told.number in draft


def decided(rows):
    clerk, other = builders.clerk(), builders.user("head2", "head", "OFFICE")
    for kind, actor in (
        ("warning", clerk),
        ("cancellation", other),
        ("line", other),
        ("announcement", other),
    ):
        deciding.carry_out(rows[kind], actor=actor, today=LATE, reason="农商行更正说明〔2026〕7号")
    bring_to(LATE)


def put_right(client, told):
    """Everybody who was told hears of it, the public too; nothing is left waiting."""
    assert WarningNotice.objects.get().withdrawn_on == LATE
    assert IssuedDocument.objects.filter(kind="withdrawal").count() == 1
    assert Receipt.objects.filter(purpose="withdrawal").exists()
    corrected = Announcement.objects.get(kind="correction")
    assert corrected.corrects == told and told.state(LATE) == "replaced"
    assert told.number in client.get(f"/n/{corrected.serial}/").content.decode()
    assert Message.objects.filter(kind="overdue_voided", recipient_code="NSH").exists()
    assert note_on(LoanNote.objects.get(), on=date(2026, 7, 5)).state == "none"
    assert not Countermand.objects.waiting().exists() and first_break() is None


def test_undoing_the_file_prepares_the_same_chain(cancelled, client):
    from imports.undoing import UNDO
    from registry.ledger.proposals.deciding import approve
    from registry.ledger.proposals.proposing import propose

    upload = Upload.objects.get(as_of=SEEN)
    proposal = propose(UNDO, upload, actor=builders.bank_maker(), today=LATE, reason="传错了客户")
    assert not any("预警提示函" in line[2] for line in proposal.diff)
    office = page(client, builders.clerk(), upload)
    assert "批准以后，以下文书的依据有变化" in office and "预警提示函" in office
    assert "批准以后" not in page(client, builders.bank_maker(), upload)
    approve(proposal, actor=builders.clerk(), today=LATE, reason="情况属实")
    rows = {r.kind: r for r in Countermand.objects.all()}
    assert set(rows) == {"warning", "cancellation", "line", "announcement"}
    assert {r.source for r in rows.values()} == {f"undo:{upload.pk}"}
