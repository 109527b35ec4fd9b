"""From the looks to the certificate, and from a long gap to a second person's decision (R28, R29)."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from docx import Document

from cms.duties import bring_to
from publicity import closing, making_up, posting, receiving, withdrawing
from publicity.announcing import publish_announcement
from publicity.certifying import standing_certificate
from publicity.models import Certificate, PageCheck
from publicity.verifying import paper_of
from registry.documents.ending import state_of
from registry.documents.word import word_file
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.proposals.deciding import approve, refuse
from registry.ledger.proposals.models import Proposal
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
DAY, LAST, AFTER = date(2026, 5, 8), date(2026, 5, 21), date(2026, 5, 22)


def moment(text):
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=CHINA)


@pytest.fixture
def notice(settings):
    settings.PAGE_CHECK_MINUTES = 60
    with time_machine.travel(moment("05-08T15:00"), tick=False):
        return chapters.notice_of([builders.business(), builders.business(builders.INDIVIDUAL_CODES[0])])


def looks(notice, first, last, result="same"):
    """One look an hour from `first` up to and with `last`."""
    at, last = moment(first), moment(last)
    while at <= last:
        PageCheck.objects.create(
            notice=notice,
            checked_at=at,
            result=result,
            latency_ms=20,
            http_status=200,
            expected_sha256=notice.text_sha256,
        )
        at += timedelta(hours=1)


def close(notice, today=AFTER):
    report = bring_to(today, since=today)
    assert not report.failed, report.failed
    notice.refresh_from_db()
    return report


def asked(notice):
    return Proposal.objects.filter(act=making_up.EXTEND).order_by("id").last()


def test_a_page_that_always_stood_is_certified_so(notice):
    looks(notice, "05-08T15:00", "05-22T00:00")
    close(notice)
    certificate = Certificate.objects.get()
    assert certificate.fixed["coverage"] == "100.00%" and not certificate.fixed["gaps"]
    assert "全部与公示文本一致" in certificate.document.body and "没有中断" in certificate.document.body
    assert notice.text_sha256 in certificate.document.body and notice.status == "closed"


def test_nobody_looked_and_the_certificate_does_not_claim_otherwise(notice):
    close(notice)
    body = Certificate.objects.get().document.body
    assert "不能证明公示网页在公示期内持续可读" in body and "没有中断" not in body


def test_the_site_is_down_for_a_day_and_the_certificate_says_so(notice):
    looks(notice, "05-08T15:00", "05-12T23:00")
    looks(notice, "05-13T00:00", "05-13T23:00", "unreachable")
    looks(notice, "05-14T00:00", "05-22T00:00")
    bring_to(date(2026, 5, 14), since=date(2026, 5, 14))
    refuse(
        asked(notice),
        actor=builders.head(),
        today=date(2026, 5, 15),
        reason="宣传栏和公众号照常公示，不必顺延。",
    )
    close(notice)
    document = Certificate.objects.get().document
    (table, postings) = document.annex
    assert table["rows"] == [
        ["1", "2026年5月12日23:00", "2026年5月14日00:00", "1天1小时0分钟", "无法连接24次"]
    ]
    assert "无法连接24次" in document.body and "占公示期的91.99%" in document.body
    assert postings["rows"][0][1] == "本网站"


def test_a_machine_that_was_off_leaves_silence_and_that_is_said(notice):
    looks(notice, "05-08T15:00", "05-12T23:00")
    looks(notice, "05-14T00:00", "05-22T00:00")
    close(notice)
    assert asked(notice).reason == "公示期内不能证明公示网页可读：2026年5月12日23:00至2026年5月14日00:00。"
    assert notice.status == "open" and not Certificate.objects.exists()


def gap_of(notice, hours=25):
    looks(notice, "05-08T15:00", "05-12T23:00")
    later = (moment("05-12T23:00") + timedelta(hours=hours)).strftime("%m-%dT%H:%M")
    looks(notice, later, "05-15T00:00")


@pytest.mark.parametrize(("hours", "proposed"), [(1, False), (4, False), (5, True), (25, True)])
def test_only_a_gap_above_the_set_length_asks_for_an_extension(notice, settings, hours, proposed):
    settings.PUBLICITY_GAP_HOURS = 4
    gap_of(notice, hours)
    bring_to(date(2026, 5, 15), since=date(2026, 5, 15))
    assert (asked(notice) is not None) == proposed


def test_an_outage_still_running_waits_for_its_end(notice):
    looks(notice, "05-08T15:00", "05-12T23:00")
    looks(notice, "05-13T00:00", "05-13T23:00", "timeout")
    bring_to(date(2026, 5, 13), since=date(2026, 5, 13))
    assert asked(notice) is None


def test_a_weekend_without_the_page_costs_no_working_day(notice):
    looks(notice, "05-08T15:00", "05-16T00:00")
    looks(notice, "05-17T23:00", "05-19T00:00")
    bring_to(date(2026, 5, 19), since=date(2026, 5, 19))
    assert asked(notice) is None


def test_the_timers_may_ask_but_a_second_person_decides(notice):
    gap_of(notice)
    bring_to(date(2026, 5, 15), since=date(2026, 5, 15))
    bring_to(date(2026, 5, 15), since=date(2026, 5, 15))
    proposal = Proposal.objects.get(act=making_up.EXTEND)
    assert proposal.proposed_by.username == "system" and proposal.arguments["workdays"] == 2
    with pytest.raises(NotAllowed):
        approve(proposal, actor=builders.clerk(), today=date(2026, 5, 15))
    with pytest.raises(NotAllowed, match="须由一人提出"):
        making_up.extend(notice, workdays=1, spans="", actor=builders.head(), today=DAY, reason="直接顺延")
    approve(proposal, actor=builders.head(), today=date(2026, 5, 15), reason="补足公示时间")
    notice.refresh_from_db()
    assert (notice.ends_on, notice.extra_workdays) == (date(2026, 5, 25), 2)
    assert (
        "原定截止日2026年5月21日" in notice.extension_note and "顺延至2026年5月25日" in notice.extension_note
    )
    assert sum(mark["counted"] for mark in notice.marks) == 12


def test_nobody_is_recognised_before_the_answer_and_all_are_after_a_refusal(notice):
    gap_of(notice)
    looks(notice, "05-15T01:00", "05-22T00:00")
    report = close(notice)
    assert notice.status == "open" and {e.status for e in notice.entries.all()} == {"in_publicity"}
    assert any("尚未决定" in line["reason"] for line in report.held)
    with pytest.raises(Refusal, match="尚未决定"):
        closing.close_notice(notice, actor=builders.head(), today=AFTER)
    refuse(asked(notice), actor=builders.head(), today=AFTER, reason="其他渠道照常公示")
    close(notice)
    assert notice.status == "closed" and {e.status for e in notice.entries.all()} == {"recognised"}
    assert Proposal.objects.filter(act=making_up.EXTEND).count() == 1


def test_an_answer_after_the_last_day_counts_the_extra_days_from_then(notice):
    gap_of(notice)
    looks(notice, "05-15T01:00", "05-22T00:00")
    close(notice)
    approve(asked(notice), actor=builders.head(), today=date(2026, 5, 26))
    notice.refresh_from_db()
    assert notice.ends_on == date(2026, 5, 28) and notice.is_open(date(2026, 5, 28))
    looks(notice, "05-22T01:00", "05-29T00:00")
    close(notice, date(2026, 5, 28))
    assert notice.status == "open"
    close(notice, date(2026, 5, 29))
    assert notice.status == "closed" and "顺延至2026年5月28日" in Certificate.objects.get().document.body


def test_a_proposal_nobody_answered_is_made_again(notice):
    gap_of(notice)
    bring_to(date(2026, 5, 15), since=date(2026, 5, 15))
    close(notice, date(2026, 6, 15))
    close(notice, date(2026, 6, 15))
    made = Proposal.objects.filter(act=making_up.EXTEND).order_by("id")
    assert [proposal.status for proposal in made] == ["expired", "open"]
    assert notice.status == "open"


def test_only_a_notice_that_was_closed_gets_a_certificate_and_only_one(notice):
    assert standing_certificate(notice) is None
    withdrawing.withdraw_notice(notice, actor=builders.head(), today=DAY, reason="名单有误")
    close(notice)
    assert not Certificate.objects.exists()


def test_no_objector_is_named(notice):
    receiving.receive_objection(
        notice.entries.first(), sort="person", name="异议人赵大", phone="13911112222", address="阿镇某街9号",
        facts="该企业去年拖欠货款，法院已判决，至今没有履行。", today=date(2026, 5, 12),
    )  # fmt: skip
    close(notice)
    certificate = Certificate.objects.get()
    told = certificate.document.canonical_text + str(certificate.fixed) + str(certificate.moving)
    assert "公示期内收到异议和线索1件" in told and "已收到1件" in told
    assert not any(private in told for private in ("赵大", "13911112222", "某街", "拖欠"))


def test_a_fact_recorded_late_replaces_the_certificate_once_the_next_day(notice):
    close(notice)
    first = Certificate.objects.get()
    posting.record_posting(notice, channel="board", posted_on=date(2026, 5, 9), place="阿镇广场", url="https://example.org/1",
                           actor=builders.clerk(), today=AFTER)  # fmt: skip
    close(notice)
    assert Certificate.objects.count() == 1
    close(notice, date(2026, 5, 23))
    close(notice, date(2026, 5, 23))
    later = standing_certificate(notice)
    assert Certificate.objects.count() == 2 and later.replaces == first
    assert "阿镇广场" in str(later.document.annex) and f"取代{first.document.number}" in later.document.body
    assert (state_of(first.document), state_of(later.document)) == ("replaced", "valid")
    old = paper_of(first.document.check_code, today=AFTER)
    assert (old.state, old.replaced_by) == ("replaced", later.document.number)
    close(notice, date(2026, 5, 25))
    assert Certificate.objects.count() == 2


def test_a_correction_announced_after_the_close_replaces_the_certificate(notice):
    close(notice)
    told, _ = publish_announcement("correction", title="更正公告", body="更正。", rows=[], cause="test", notice=notice,
                                   actor=builders.head(), today=AFTER)  # fmt: skip
    close(notice, date(2026, 5, 25))
    assert f"以{told.number}作了更正" in standing_certificate(notice).document.body
    assert Certificate.objects.count() == 2


def test_the_word_file_is_set_as_the_standard_says(notice):
    looks(notice, "05-08T15:00", "05-12T23:00")
    looks(notice, "05-13T02:00", "05-22T00:00")
    close(notice)
    document = Certificate.objects.get().document
    file = Document(io.BytesIO(word_file(document)))
    page = file.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(m.mm) for m in margins] == [37, 35, 28, 26] and round(page.page_width.mm) == 210
    texts = [line.text for line in file.paragraphs]
    assert texts[0] == document.title and texts[1] == document.number
    assert [line for line in document.body.splitlines() if line not in texts] == []
    assert file.paragraphs[0].runs[0].font.size.pt == 22 and file.paragraphs[3].runs[0].font.size.pt == 16
    assert "2026年5月22日" in texts and document.issuer_name in texts
    assert document.check_code in texts[-2] and document.sha256 in texts[-1]
    assert [[cell.text for cell in row.cells] for row in file.tables[0].rows][1:] == document.annex[0]["rows"]
    assert len(file.inline_shapes) == 1
