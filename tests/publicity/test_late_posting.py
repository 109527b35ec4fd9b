"""A channel that told the public late: a later end is proposed to a second person, and nothing closes meanwhile (A30)."""

from datetime import date, timedelta

import pytest

from cms.duties import bring_to
from publicity import posting
from publicity.days import day_strip, position
from publicity.late_posting import count_from
from registry.ledger.errors import NotAllowed
from registry.ledger.proposals.deciding import approve, refuse
from registry.ledger.proposals.models import Proposal
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY, LATE = date(2026, 5, 8), date(2026, 5, 13)


@pytest.fixture
def notice():
    return chapters.notice_of([builders.business()], DAY)


def posted(notice, channel="board", on=LATE, place="大厅"):
    return posting.record_posting(
        notice,
        channel=channel,
        place=place,
        posted_on=on,
        url="https://example.org/1",
        actor=builders.clerk(),
        today=LATE,
    )


def test_a_late_board_proposes_a_later_end_and_a_second_person_adopts_it(notice):
    kept = posted(notice)
    proposal = Proposal.objects.get()
    assert any("须由另一人" in sentence for sentence in kept.told)
    with pytest.raises(NotAllowed):
        approve(proposal, actor=builders.clerk(), today=LATE, reason="自批")
    approve(proposal, actor=builders.head(), today=LATE, reason="属实")
    notice.refresh_from_db()
    assert (notice.ends_on, notice.announced_ends_on) == (date(2026, 5, 27), date(2026, 5, 21))
    assert "宣传栏大厅于2026年5月13日才发布" in notice.extension_note
    assert position(notice, notice.ends_on).total == 10 and day_strip(notice, LATE)[0]["date"] == DAY
    bring_to(notice.ends_on)
    assert notice.entries.get().status == "in_publicity"
    bring_to(notice.ends_on + timedelta(days=1))
    assert notice.entries.get().status == "recognised"


def test_while_the_proposal_waits_nothing_is_closed_and_refused_it_closes_from_the_old_end(notice):
    posted(notice)
    over = notice.ends_on + timedelta(days=1)
    bring_to(over)
    assert notice.entries.get().status == "in_publicity"
    refuse(Proposal.objects.get(), actor=builders.head(), today=over, reason="宣传栏当日已张贴，登记有误")
    bring_to(over)
    assert notice.entries.get().status == "recognised"


@pytest.mark.parametrize(("channel", "on"), [("board", DAY), ("other", LATE)])
def test_in_time_or_on_a_channel_of_ones_own_nothing_is_proposed(notice, channel, on):
    posted(notice, channel, on)
    assert not Proposal.objects.exists()


def test_a_second_board_later_proposes_nothing(notice):
    posted(notice, on=DAY)
    posted(notice, on=LATE, place="阿镇")
    assert not Proposal.objects.exists()


def test_two_late_channels_make_one_proposal(notice):
    posted(notice)
    posted(notice, "news", LATE, "第二版")
    assert Proposal.objects.count() == 1


def test_the_end_is_never_moved_by_one_person(notice):
    with pytest.raises(NotAllowed, match="一人提出、另一人批准"):
        count_from(notice, counted_from=LATE, why="晚", actor=builders.head(), today=LATE, reason="晚")
