"""A notice from draft to close: drafting, opening, posting, objections, withdrawing, announcing once (R27–R31, R62, R63, A10, A11)."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from cms.duties import bring_to
from publicity import closing, drafting, handling, opening, posting, receiving, withdrawing
from publicity.models import Announcement, Notice, NoticeEntry, Objection, Posting
from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.ledger.models import StatusChange
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 8)
FACTS = "该企业去年拖欠货款，法院已判决，至今没有履行。"


def drafted(actor=None, **given):
    application = chapters.approved(builders.business())
    fields = {"contact": chapters.CONTACT, "today": DAY} | given
    return drafting.draft_notice([application], actor=actor or builders.clerk(), **fields)


def opened(on=DAY):
    return chapters.notice_of([builders.business()], DAY, opened_on=on)


def test_a_draft_names_all_that_is_missing():
    with pytest.raises(Refusal, match="没有选中任何申报"):
        drafting.draft_notice([], contact="x", actor=builders.clerk(), today=DAY)
    with pytest.raises(Refusal, match="没有填写受理部门"):
        drafted(contact=" ")
    assert not Notice.objects.exists()


def test_without_the_leading_groups_approval_there_is_no_notice():
    application = chapters.in_screening(builders.business())
    with pytest.raises(Refusal):
        drafting.draft_notice([application], contact=chapters.CONTACT, actor=builders.clerk(), today=DAY)
    assert not NoticeEntry.objects.exists()


def test_an_application_stands_on_one_live_notice():
    notice = drafted()
    with pytest.raises(Refusal):
        drafting.draft_notice(
            [notice.entries.get().application], contact=chapters.CONTACT, actor=builders.clerk(), today=DAY
        )
    withdrawing.withdraw_notice(notice, actor=builders.clerk(), today=DAY, reason="名单有误")
    again = drafting.draft_notice(
        [notice.entries.get().application], contact=chapters.CONTACT, actor=builders.clerk(), today=DAY
    )
    assert again.status == "draft"


def test_opening_needs_a_second_person_and_happens_once():
    builders.user("both", "clerk")
    notice = drafted(builders.user("both", "head"))
    with pytest.raises(NotAllowed, match="两个不同的人"):
        opening.open_notice(notice, actor=builders.user("both"), today=DAY)
    opening.open_notice(notice, actor=builders.head(), today=DAY)
    with pytest.raises(IllegalMove, match="公示中"):
        opening.open_notice(notice, actor=builders.user("head2", "head"), today=DAY)
    assert Posting.objects.get().channel == "website"


@pytest.mark.parametrize(
    ("published", "ends"),
    [
        (date(2026, 5, 8), date(2026, 5, 21)),
        (date(2026, 5, 9), date(2026, 5, 22)),
        (date(2026, 5, 10), date(2026, 5, 22)),
        (date(2026, 5, 29), date(2026, 6, 12)),
        (date(2026, 6, 10), date(2026, 6, 25)),
    ],
)
def test_the_vectors_of_the_window(published, ends):
    notice = opened(published)
    assert (notice.ends_on, notice.provisional) == (ends, False)
    bring_to(ends)
    assert Notice.objects.get().status == "open"
    bring_to(ends + timedelta(days=1))
    entry = NoticeEntry.objects.get()
    assert (Notice.objects.get().status, entry.status) == ("closed", "recognised")
    assert StatusChange.objects.of(entry).last().effective_on == ends + timedelta(days=1)


def test_nobody_closes_early_by_hand():
    notice = opened()
    with pytest.raises(Refusal, match="尚未届满"):
        closing.close_notice(notice, actor=builders.head(), today=notice.ends_on)
    assert Notice.objects.get().status == "open"


def test_closing_late_counts_from_the_day_it_was_over():
    notice = opened()
    bring_to(notice.ends_on + timedelta(days=30), since=notice.ends_on + timedelta(days=30))
    for record in (notice, notice.entries.get(), notice.entries.get().application):
        assert StatusChange.objects.of(record).last().effective_on == notice.ends_on + timedelta(days=1)


def test_a_provisional_window_is_closed_by_nobody():
    notice = opened(date(2026, 12, 24))
    day = date(2027, 3, 1)
    bring_to(day, since=day)
    for actor in (builders.head(), builders.user("head2", "head")):
        with pytest.raises(Refusal, match="2027年节假日安排"):
            closing.close_notice(notice, actor=actor, today=day)
    assert Notice.objects.get().status == "open" and NoticeEntry.objects.get().status == "in_publicity"


def post(notice, **given):
    fields = {"channel": "board", "posted_on": DAY, "place": "大厅", "url": "https://example.org/1"} | given
    return posting.record_posting(notice, actor=builders.clerk(), today=DAY, **fields)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"url": ""}, "没有网址，也没有照片"),
        ({"posted_on": DAY - timedelta(days=1)}, "应在公示发布日"),
        ({"posted_on": DAY + timedelta(days=1)}, "应在公示发布日"),
        ({"photo": ContentFile(b"MZ", name="a.jpg")}, "PDF、JPG、PNG"),
    ],
)
def test_a_posting_needs_proof_and_a_possible_day(given, sentence):
    notice = opened()
    with pytest.raises(Refusal, match=sentence):
        post(notice, **given)
    assert Posting.objects.count() == 1


def taken_down(kept, **given):
    fields = {"removed_on": kept.notice.ends_on + timedelta(days=1), "url": "https://example.org/2"} | given
    return posting.record_removal(
        kept, actor=builders.clerk(), today=kept.notice.ends_on + timedelta(days=2), **fields
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"removed_on": DAY - timedelta(days=1)}, "撤下日期"),
        ({"removed_on": DAY}, "还在公示期内"),
        ({"url": ""}, "撤下的凭据"),
        ({"url": "", "photo": ContentFile(b"MZ", name="a.jpg")}, "PDF、JPG、PNG"),
    ],
)
def test_taking_down_needs_a_day_after_the_window_and_proof(given, sentence):
    kept = post(opened())
    with pytest.raises(Refusal, match=sentence):
        taken_down(kept, **given)
    kept.refresh_from_db()
    assert kept.removed_on is None


def test_a_posting_is_recorded_once_and_taken_down_once():
    kept = post(notice := opened())
    with pytest.raises(Refusal, match="不必重复登记"):
        post(notice)
    taken_down(kept, removed_on=DAY, reason="被风刮落，已重新张贴")
    kept.refresh_from_db()
    assert (kept.posted_by, kept.removed_by, kept.removal_url) == (
        builders.clerk(),
        builders.clerk(),
        "https://example.org/2",
    )
    with pytest.raises(Refusal, match="不必重复登记"):
        taken_down(kept)


def objected(entry, today=DAY, **given):
    fields = {
        "sort": "person",
        "name": "李四",
        "phone": "13911111111",
        "address": "阿镇",
        "facts": FACTS,
    } | given
    return receiving.receive_objection(entry, today=today, **fields)


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({"name": ""}, 1),
        ({"phone": ""}, 1),
        ({"address": " "}, 1),
        ({"facts": "短"}, 1),
        ({"sort": "robot"}, 1),
        ({"sort": "organisation"}, 1),
        ({"name": "", "phone": "12", "address": "", "facts": ""}, 4),
    ],
)
def test_an_objection_says_all_that_is_missing(given, count):
    entry = opened().entries.get()
    with pytest.raises(Refusal) as refused:
        objected(entry, **given)
    assert len(refused.value.sentences) == count and not Objection.objects.exists()


def test_anonymous_is_a_lead_and_holds_nobody():
    notice = opened()
    lead = objected(notice.entries.get(), sort="anonymous", name="", phone="", address="")
    assert lead.status == "lead"
    bring_to(notice.ends_on + timedelta(days=1))
    assert NoticeEntry.objects.get().status == "recognised"


def test_an_objection_after_the_window_is_late_and_holds_nobody():
    notice = opened()
    late = objected(notice.entries.get(), notice.ends_on + timedelta(days=1))
    bring_to(notice.ends_on + timedelta(days=1))
    assert late.late and NoticeEntry.objects.get().status == "recognised"


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        (("decline",), "recognised"),
        (("treat_as_lead",), "recognised"),
        (("accept",), "held"),
        (("accept", "investigate"), "held"),
        (("accept", "investigate", "find_minor"), "recognised"),
        (("accept", "investigate", "find_unfounded"), "recognised"),
        (("accept", "investigate", "find_major"), "refused"),
        ((), "held"),
    ],
)
def test_what_the_close_makes_of_an_objection(steps, outcome):
    notice = opened()
    objection = objected(notice.entries.get())
    for step in steps:
        getattr(handling, step)(objection, actor=builders.clerk(), today=DAY, reason="经核实")
    bring_to(notice.ends_on + timedelta(days=1))
    assert NoticeEntry.objects.get().status == outcome


def test_an_answer_is_given_after_a_finding_in_words_and_once():
    objection, clerk = objected(opened().entries.get()), builders.clerk()
    given = {"actor": clerk, "today": DAY, "reason": "答复"}
    with pytest.raises(IllegalMove):
        handling.reply(objection, text="您反映的情况已经核查清楚。", **given)
    for step in ("accept", "investigate", "find_unfounded"):
        getattr(handling, step)(objection, **given)
    with pytest.raises(Refusal, match="至少10个字"):
        handling.reply(objection, text="查了", **given)
    handling.reply(objection, text="您反映的情况已经核查清楚。", **given)
    objection.refresh_from_db()
    assert (objection.status, objection.replied_on, objection.facts) == ("answered", DAY, FACTS)


def test_a_withdrawn_notice_recognises_nobody():
    notice = opened()
    with pytest.raises(Refusal, match="理由"):
        withdrawing.withdraw_notice(notice, actor=builders.head(), today=DAY, reason=" ")
    withdrawing.withdraw_notice(notice, actor=builders.head(), today=DAY, reason="名单有误")
    bring_to(notice.ends_on + timedelta(days=1))
    entry = NoticeEntry.objects.get()
    assert (entry.status, entry.application.status) == ("withdrawn", "approved")
    assert not Announcement.objects.exists()
    assert entry.application.business.qualifications.get().status == "lapsed"


def test_each_recognition_is_announced_once_however_often_the_timers_run():
    notice = opened()
    for _ in range(3):
        bring_to(notice.ends_on + timedelta(days=2), since=notice.ends_on)
    told = Announcement.objects.get()
    assert told.kind == "recognition" and len(told.rows) == 1
