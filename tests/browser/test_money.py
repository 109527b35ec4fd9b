"""The money side in a real browser: one loan from its first missed day to the write-off; a correction three weeks late."""

from datetime import date, timedelta

import pytest
import time_machine

from imports.uploading import confirm
from publicity.models import Announcement
from registry.ledger.chain import first_break
from registry.lending.models import CompensationClaim, LoanNote, OverdueEpisode
from registry.sanctions import cancelling
from tests import builders
from tests.imports.test_uploading import file_of, row, staged

from .conftest import NOON, served
from .walking import Walk, signed_up

SINCE = date(2026, 6, 30)
LATE = {"unpaid_since": SINCE.isoformat(), "od_interest": "3500"}
PDF = {"name": "扫描件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
MAKER, CHECKER = "maker-nsh", "checker-nsh"


def day(n):
    return SINCE + timedelta(days=n)


@pytest.fixture
def walk(own_database, django_db_blocker, chromium):
    """A note booked on 15 June, everybody who has to do with it, noon of that day; the clock can be moved."""
    start = NOON.replace(month=6, day=15)
    with (
        django_db_blocker.unblock(),
        served(start) as address,
        time_machine.travel(start, tick=False) as clock,
    ):
        signed_up(builders.bank_maker(), builders.bank_checker(), builders.clerk(), builders.head(),
                  builders.user("head2", "head"), builders.guarantor(), builders.auditor())  # fmt: skip
        booked = staged(row(as_of=f"{start:%Y-%m-%d}"), today=start.date())
        confirm(booked, actor=builders.bank_checker(), today=start.date())
        yield Walk(chromium, address, clock)


def reported(walk, on, **given):
    """The bank's ledger of that day, put in by the maker and confirmed by the checker. Returns both pages."""

    def sends(page):
        walk.sent = walk.uploads(page, f"台账{on:%m%d}.csv", file_of(row(as_of=on.isoformat(), **given)))
        walk.upload = page.url

    def books(page):
        page.goto(walk.upload)
        page.click("a.xbd-step:has-text('确认入账')")
        page.check("[name=seen]") if page.query_selector("[name=seen]") else None
        with page.expect_navigation():
            page.click(".submit-row [type=submit]")
        return walk.seen(page)

    walk.by(MAKER, sends)
    booked = walk.by(CHECKER, books)
    assert "已办理" in booked
    return walk.sent, booked


WHY = {"cause_kind": "下游拖欠货款", "cause": "下游拖款", "plan": "催下游，上门"}


def first_day(walk):
    walk.on(day(1))
    sent, _ = reported(walk, day(1), **LATE)
    walk.on(day(1))

    def reports(page):
        walk.opens(page, "需要报送的逾期报告")
        walk.done(page, "报送", **WHY)
        walk.opens(page, "待办的清收任务")
        return walk.done(page, "登记办理情况", met="经营者本人", result="答应下周还一部分")

    def promises(page):
        page.goto(f"{walk.site}/admin/lending/overdueepisode/")
        page.click("#result_list tbody th a")
        walk.done(page, "登记还款承诺", made_by="经营者", amount="20000", due_on=day(6))
        ladder = walk.seen(page)
        return ladder, walk.follows(page, "代偿资料包")

    walk.by(MAKER, reports)
    return sent, walk.by(MAKER, promises)


def files(walk):
    """The papers of the file, uploaded one by one; the check of the use of funds at the note's page."""

    def uploads(page):
        walk.opens(page, "代偿资料缺件已到期限")
        while page.locator(".xbd-file a:text-is('上传')").count():
            walk.adds(page, ".xbd-file a:text-is('上传')", file=PDF)
        given = {"looked_at": "流水和现场", "finding": "相符"}
        return "".join(walk.adds(page, ".xbd-file a:text-is('登记资金使用监督')", **given))

    return walk.by(MAKER, uploads)


def light(walk, on):
    """What the desk says to the bank on that day."""
    walk.on(on)

    def looks(page):
        page.goto(f"{walk.site}/admin/")
        return walk.seen(page)

    return walk.by(MAKER, looks)


def visits(walk):
    def goes(page):
        walk.opens(page, "清收任务", "联合走访")
        return walk.done(page, "登记办理情况", met="会计", result="厂房正常开工，库存较多")

    return walk.by("guarantor", goes)


def demands(walk):
    """Day 60: the demand and its delivery, a draft that the checker cannot lodge while something is missing."""

    def issues(page):
        walk.opens(page, "逾期满60日、未发催收通知书")
        walk.done(page, "发放催收通知书", interest="12000", pay_by=day(67))
        walk.done(page, "起草代偿申请", accelerated_on=day(60))
        told = walk.follows(page, "催收通知书（第1次）")
        return told + walk.done(
            page, "登记送达", delivery="直接送达", delivered_on=day(60), received_by="张三"
        )

    def lodges(page):
        walk.opens(page, "已起草、等待提交的代偿申请")
        return walk.refused(page, "提交代偿申请")

    def completes(page):
        walk.opens(page, "需要报送的逾期报告")
        walk.done(page, "报送", **WHY | {"plan": "代偿后追偿"})
        walk.opens(page, "代偿资料")
        walk.done(page, "上传资料", paper="提前到期通知书", file=PDF)
        return walk.seen(page)

    return walk.by(MAKER, issues), walk.by(CHECKER, lodges), walk.by(MAKER, completes)


def lodges(walk):
    def lodges(page):
        page.goto(f"{walk.site}/admin/lending/compensationclaim/")
        page.click("#result_list tbody th a")
        return walk.done(page, "提交代偿申请")

    return walk.by(CHECKER, lodges)


def returned_and_mended(walk):
    def returns(page):
        told = walk.opens(page, "等待审批的代偿申请")
        walk.follows(page, "代偿资料包")
        page.go_back()
        return told + walk.done(page, "退回补正", amount="金额、计息有误", reason="罚息混入了利息")

    def mends(page):
        walk.opens(page, "退回后没有登记补正的事项")
        return walk.done(page, "登记补正", answer="罚息已另列")

    return walk.by("clerk", returns), walk.by(MAKER, mends)


def decided_and_paid(walk):
    def approves(page):
        walk.opens(page, "等待审批的代偿申请")
        given = {"minutes_number": "〔2026〕9号", "amount": "1011800", "reason": "核减多计一日利息"}
        return walk.done(page, "同意代偿", **given)

    def pays(page):
        walk.opens(page, "已同意、等待支付的代偿")
        wrong = walk.refused(page, "登记代偿支付", amount="1012000", voucher_no="P1")
        return wrong + walk.done(page, "登记代偿支付", amount="1011800", voucher_no="P1")

    def confirms(page):
        walk.opens(page, "已支付、等待确认收款的代偿")
        return walk.done(page, "确认收到代偿款", amount="1011800")

    return walk.by("head", approves), walk.by("guarantor", pays), walk.by(CHECKER, confirms)


def recovered_and_written_off(walk):
    def recovers(page):
        walk.opens(page, "已代偿、正在追偿")
        page.click(".inline-group a:has-text('查看') >> nth=-1")
        shared = walk.done(page, "登记追偿收回", amount="300000.01", source="处置财产", voucher_no="R1")
        walk.follows(page, "JJ001")
        return shared, walk.done(page, "申请核销", basis="终本裁定", reason="无可供执行财产")

    def writes_off(page):
        walk.opens(page, "等待批准的核销申请")
        return walk.done(page, "批准核销", reason="法院终结执行")

    return *walk.by("guarantor", recovers), walk.by("head", writes_off)


def test_from_the_first_missed_day_to_the_write_off(walk):
    sent, (ladder, file) = first_day(walk)
    assert (
        "将触发" in sent
        and "第1日" in ladder
        and "承诺还款20,000.00元" in ladder
        and "还缺：借款合同" in file
    )
    assert "代偿资料缺件已到期限" in light(walk, day(30))
    assert "会计：厂房正常开工" in visits(walk) and "登记资金使用监督，已办理" in files(walk)
    for on in (day(45), day(55)):
        walk.on(on)
    walk.on(day(60))
    demand, refused, file = demands(walk)
    assert "张三" in demand and "缺少“提前到期通知书”" in refused and "尚未提交逾期满60日报告" in refused
    assert "现在没有缺件" in file and "已提交，待办公室审批" in lodges(walk)
    returned, mended = returned_and_mended(walk)
    assert "齐全" in returned and "罚息已另列" in mended and "已提交" in lodges(walk)
    approved, paid, received = decided_and_paid(walk)
    assert "合计1,012,000.00元" in approved and "核减" in approved
    assert "与办公室同意的1011800.00不一致" in paid and "已支付1,011,800.00元" in received
    shared, asked, ended = recovered_and_written_off(walk)
    assert "300,000.01" in shared and "尚未收回711,799.99元" in asked and "批准核销" in ended
    claim, episode = CompensationClaim.objects.get(), OverdueEpisode.objects.get()
    assert (claim.status, claim.round, episode.status) == (
        "confirmed",
        2,
        "written_off",
    ) and first_break() is None


REPORTED, DECIDED, CORRECTED = day(1), day(2), day(22)
REASON = "农商行更正说明〔2026〕7号"


@pytest.fixture
def cancelled(walk):
    """Reported unpaid on 1 July, warned by the timer; the head has cancelled and the public has been told."""
    walk.on(REPORTED)
    reported(walk, REPORTED, **LATE)
    walk.on(REPORTED)
    standing = LoanNote.objects.get().business.qualifications.get()
    cancelling.cancel(standing, actor=builders.head(), today=DECIDED, reason="逾期未还，确认取消")
    walk.on(DECIDED, CORRECTED)
    return Announcement.objects.get()


def countermands(walk, account, acts):
    """Each act taken back as drafted, from the desk; returns what was read on the way."""

    def decides(page):
        read = ""
        for act in acts:
            read += walk.opens(page, "所依事实已更正、待决定撤改的文书", act)
            read += walk.done(page, "按拟稿撤改", reason=REASON)
        return read

    return walk.by(account, decides)


def reads_in_public(walk, told, business):
    def reads(page):
        page.goto(f"{walk.site}/gonggao/")
        board = walk.seen(page)
        page.click("main a:has-text('的更正公告')")
        corrected = walk.seen(page)
        page.goto(f"{walk.site}{told.get_absolute_url()}")
        replaced = walk.seen(page)
        page.goto(f"{walk.site}/chaxun/?code={business.uscc}")
        return board, corrected, replaced, walk.seen(page)

    return walk.by("", reads)


def test_a_payment_is_corrected_three_weeks_late(walk, cancelled):
    told, business = cancelled, LoanNote.objects.get().business

    def looks(page):
        page.goto(walk.upload)
        return walk.seen(page)

    sent, _ = reported(walk, REPORTED)
    assert "撤销该逾期" in sent and "办公室复核" in sent and told.number not in sent
    chain = walk.by("clerk", looks)
    assert "由这次更正引起的撤改事项" in chain and told.number in chain
    assert "按拟稿撤改" not in walk.by("auditor", looks)
    read = countermands(walk, "clerk", ["预警"])
    read += countermands(walk, "head2", ["取消信用资格", "新增放款", told.number])
    assert "更正公告" in read and "不存在" in read
    walk.on(CORRECTED)
    board, corrected, replaced, checked = reads_in_public(walk, told, business)
    assert "更正" in board and told.number in corrected
    assert "已由其后的公告更正或取代" in replaced and "更正公告" in replaced and "是信用企业" in checked
    assert business.qualifications.get().status == "qualified" and first_break() is None
