"""Entries live alone: a slip is put right without a restart, an addition has its own ten days, a withdrawn line stays a line (A31)."""

from datetime import date, timedelta

import pytest

from cms.duties import bring_to
from publicity import acts, correcting, drafting, opening, withdrawing
from publicity.models import Announcement, NoticeEntry
from publicity.publicdata import announcement_json, notice_json, shown_entries
from registry.history.acting import acting
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.proposals.deciding import approve
from registry.ledger.proposals.models import Proposal
from registry.parties.models import IdentityChange
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 8)
LATER = date(2026, 5, 12)


@pytest.fixture
def notice():
    return chapters.notice_of([builders.business(), builders.business(builders.INDIVIDUAL_CODES[0])], DAY)


@pytest.fixture
def entry(notice):
    return notice.entries.order_by("ordinal").first()


def registered(entry, **fields):
    business = entry.application.business
    for name, value in fields.items():
        setattr(business, name, value)
    with acting(builders.clerk(), "更正登记"):
        business.save()
    return NoticeEntry.objects.select_related("notice", "application__business").get(pk=entry.pk)


def proposed(entry):
    return acts.propose_correction(entry, actor=builders.clerk(), today=LATER, reason="录入笔误")


def test_a_slip_is_announced_and_the_window_runs_on(notice, entry):
    entry = registered(entry, name="内蒙古测试实业有限公司")
    proposal = proposed(entry)
    assert NoticeEntry.objects.get(pk=entry.pk).shown_name == "内蒙古测试有限公司"
    approve(proposal, actor=builders.head(), today=LATER, reason="属实")
    told = Announcement.objects.get(kind="correction")
    assert "由“内蒙古测试有限公司”更正为“内蒙古测试实业有限公司”" in told.body
    assert "公示期仍至2026年5月21日24时" in told.body and told.notice == notice and told.entry == entry
    before = notice.ends_on
    notice.refresh_from_db()
    assert notice.ends_on == before
    said = notice_json(notice, LATER)
    assert said["entries"][0]["shown_name"] == "内蒙古测试实业有限公司"
    assert said["entries"][0]["corrected_on"] == "2026-05-12" and told.serial in said["announcements"]
    bring_to(notice.ends_on + timedelta(days=1))
    assert set(notice.entries.values_list("status", flat=True)) == {"recognised"}
    assert announcement_json(told, LATER)["state"] == "valid"


def test_the_proposer_does_not_correct_alone_nor_approve(entry):
    entry = registered(entry, town="150627101")
    with pytest.raises(NotAllowed, match="一人提出、另一人批准"):
        correcting.correct_entry(entry, actor=builders.clerk(), today=LATER, reason="笔误")
    proposal = proposed(entry)
    with pytest.raises(NotAllowed):
        approve(proposal, actor=builders.clerk(), today=LATER, reason="自批")
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "没有可更正的"),
        ({"name": "别家有限公司", "uscc": builders.ENTERPRISE_CODES[1]}, "另一个对象"),
        ({"uscc": "91150627MAXXXXX15X"}, "校验"),
    ],
)
def test_what_is_no_slip_is_refused(entry, fields, said):
    entry = registered(entry, **fields)
    with pytest.raises(Refusal, match=said):
        proposed(entry)
    assert not Proposal.objects.exists()


def test_a_registered_change_after_the_listing_is_no_slip(entry):
    entry = registered(entry, operator_name="王五")
    with acting(builders.clerk(), "变更登记"):
        IdentityChange(
            business=entry.application.business,
            kind="operator",
            changed_on=LATER,
            old="张三",
            new="王五",
            evidence="登记通知书",
        ).save()
    with pytest.raises(Refusal, match="重新甄别"):
        proposed(entry)


def test_an_addition_has_its_own_ten_working_days(notice):
    added = chapters.approved(builders.business(builders.ENTERPRISE_CODES[1]), DAY)
    draft = drafting.draft_notice(
        [added], contact=chapters.CONTACT, supplements=notice, actor=builders.clerk(), today=LATER
    )
    assert "补充" in draft.title and notice.number in draft.body
    opening.open_notice(draft, actor=builders.head(), today=LATER)
    assert (notice.ends_on, draft.ends_on) == (date(2026, 5, 21), date(2026, 5, 26))
    assert notice_json(notice, LATER)["additions"] == [draft.serial]
    bring_to(date(2026, 5, 22))
    assert set(notice.entries.values_list("status", flat=True)) == {"recognised"}
    assert draft.entries.get().status == "in_publicity"
    bring_to(date(2026, 5, 27))
    assert draft.entries.get().status == "recognised"


def test_an_addition_belongs_to_a_public_notice_of_its_batch(notice):
    added = chapters.approved(builders.business(builders.ENTERPRISE_CODES[1]), DAY)
    withdrawing.withdraw_notice(notice, actor=builders.clerk(), today=LATER, reason="名单有误")
    with pytest.raises(Refusal, match="已经发布的公示"):
        drafting.draft_notice(
            [added], contact=chapters.CONTACT, supplements=notice, actor=builders.clerk(), today=LATER
        )


def test_a_withdrawn_entry_stays_as_a_line_without_a_name_and_the_others_close(notice, entry):
    withdrawing.withdraw_entry(entry, actor=builders.clerk(), today=LATER, reason="申报人撤回")
    line = shown_entries(notice, LATER)[0]
    assert (line["ordinal"], line["shown_name"], line["uscc"], line["state"]) == (
        1,
        "（已撤回）",
        "",
        "已撤回",
    )
    assert entry.shown_name not in str(notice_json(notice, LATER)["entries"])
    bring_to(notice.ends_on + timedelta(days=1))
    assert sorted(notice.entries.values_list("status", flat=True)) == ["recognised", "withdrawn"]


def test_long_after_the_end_names_of_persons_leave_page_row_and_history(notice, entry):
    bring_to(notice.ends_on + timedelta(days=1))
    assert shown_entries(notice, notice.ends_on)[0]["shown_operator"]
    gone = date(2028, 5, 21)
    assert not shown_entries(notice, gone)[0]["shown_operator"]
    bring_to(gone, since=gone)
    bring_to(gone + timedelta(days=10), since=gone + timedelta(days=10))
    rows = [
        *NoticeEntry.objects.values(),
        *NoticeEntry.history.values(),
        *Announcement.objects.values(),
        *Announcement.history.values(),
    ]
    assert not [row for row in rows if "张" in str(row.get("shown_operator", "")) + str(row.get("rows", ""))]
    assert shown_entries(notice, gone)[0]["shown_name"] == "内蒙古测试有限公司"
