"""The search over rows: the index answers what the plain rule answers, and nothing that is not public at that moment."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from wagtail.models import PageViewRestriction

from cms.duties import bring_to
from cms.pages.founding import build_site
from cms.pages.models import TextPage
from publicity.models import Announcement, NoticeEntry, SearchDue
from publicity.search import asking
from publicity.search.engine import engine, identity, place_of
from publicity.search.indexing import catch_up, rebuild
from publicity.search.rules import Tier, tier, understand
from publicity.search.sources import ANNOUNCEMENT, ENTRY, PAGE, ROSTER, SOURCES
from registry.history.acting import acting
from registry.ledger.doors import perform
from registry.parties.models import Qualification
from tests import builders
from tests.stories import chapters
from tests.support.remembering import remembered

pytestmark = pytest.mark.django_db
DAY, TODAY = date(2026, 5, 8), date(2026, 6, 1)
NAMES = (
    "蒙泰", "蒙泰商店", "内蒙古新蒙泰商店（有限合伙）", "孟太烟酒店", "买糖商店", "乌兰木伦镇长江汽修部", "伊金霍洛旗长行商贸有限公司",
    "ABC超市", "伊金霍洛旗恒通商贸有限公司", "伊金霍洛旗恒通物流有限公司", "",
)  # fmt: skip


@pytest.fixture
def findable():
    found_among()


@remembered
def found_among():
    """Eleven on the roster, one business on a notice that became a recognition, the pages of a fresh site."""
    build_site()
    for number, name in enumerate(NAMES):
        builders.qualified(
            f"92150627MA0P{number:02d}4K{number:02d}", on=DAY - timedelta(days=number % 4), name=name
        )
    chapters.notice_of([builders.business(name="内蒙古蒙泰煤电（集团）有限公司")], DAY)
    bring_to(TODAY, since=DAY)
    catch_up(TODAY, wait=True)


def everything(kind=None):
    """Every public record, read without any index."""
    kinds = SOURCES if kind is None else [kind]
    return [live for one in kinds for live in SOURCES[one].live(list(SOURCES[one].everything()), TODAY)]


def naive(asked, kind=None, most=asking.MOST):
    """The answer by looking at every text."""
    near = [(found, live) for live in everything(kind) if (found := tier(live.text, asked.words)) is not None]
    near.sort(key=lambda pair: (pair[0], -place_of(pair[1].kind, pair[1].day, pair[1].pk)))
    return [(live.kind, live.pk) for _, live in near][:most]


def found(text, kind=None, today=TODAY, **more):
    hits = asking.search(understand(text), today=today, kind=kind, **more).hits
    return [(hit.live.kind, hit.live.pk) for hit in hits]


def questions():
    """Parts of everything that can be found, of every length, and what nobody is called."""
    asked = {
        "有限公司",
        "伊金霍洛",
        "公示",
        "信用",
        "gongsi",
        "gs",
        "yxgs",
        "1506",
        "9215",
        "商贸 恒通",
        "没有这个",
        "qqqq",
    }
    for live in everything():
        name = live.text.name
        asked |= {name, name[:3], name[2:4], name[1:5], live.text.code, live.text.code[9:14]}
    return sorted(filter(understand, asked))


def test_the_index_answers_as_the_plain_rule_does(findable, monkeypatch):
    assert SearchDue.objects.count() == 0 and {live.kind for live in everything()} == set(SOURCES)
    asked = questions()
    assert len(asked) > 60
    expected = {text: naive(understand(text)) for text in asked}
    assert {text: found(text) for text in asked} == expected
    assert rebuild(TODAY) == len(everything())
    assert {text: found(text) for text in asked} == expected
    assert all(found("商店", kind) == naive(understand("商店"), kind) for kind in SOURCES)
    for name, value in (("FIRST", 2), ("AT_ONCE", 2)):
        monkeypatch.setattr(asking, name, value)
    assert {text: found(text, most=3) for text in asked} == {
        text: rows[:3] for text, rows in expected.items()
    }
    everywhere = SimpleNamespace(get=lambda gram, none: 0.6)  # as if every word stood in most of the names
    monkeypatch.setattr("publicity.search.engine._frequent", lambda *_: everywhere)
    assert {text: found(text, most=3) for text in asked} == {
        text: rows[:3] for text, rows in expected.items()
    }
    answer = asking.search(understand("商店"), today=TODAY, most=2)
    assert answer.more and len(answer.hits) == 2


def test_the_nearest_come_first_then_the_newest(findable):
    def titles(text):
        hits = asking.search(understand(text), today=TODAY, kind=ROSTER).hits
        return [(hit.live.title, hit.tier) for hit in hits]

    assert titles("蒙泰")[:3] == [
        ("蒙泰", Tier.EXACT), ("蒙泰商店", Tier.PREFIX), ("内蒙古蒙泰煤电（集团）有限公司", Tier.PART),
    ]  # fmt: skip
    assert [title for title, _ in titles("mengtai")][-1] == "孟太烟酒店" or "孟太烟酒店" in dict(
        titles("mengtai")
    )
    assert "买糖商店" not in dict(titles("mengtai")) and "买糖商店" in dict(titles("mtsd"))
    assert titles("changjiang") == titles("zhangjiang") == [("乌兰木伦镇长江汽修部", Tier.PINYIN)]


def test_what_is_cancelled_is_not_found_even_while_the_index_still_has_it(findable):
    held = Qualification.objects.get(business__name="买糖商店")
    key = (ROSTER, held.business_id)
    assert found("买糖") == [key]
    for move in ("warn", "cancel"):
        perform(held, move, actor=builders.head(), today=TODAY, reason="不再符合准入条件")
    assert engine().newest([[[identity(*key)]]], 9) and not found("买糖") and not found(held.business.uscc)
    catch_up(TODAY, wait=True)
    assert not engine().newest([[[identity(*key)]]], 9) and not found("买糖")


def test_what_is_new_is_found_before_the_index_has_it(findable):
    business = Qualification.objects.get(business__name="买糖商店").business
    with acting(builders.head(), "更名"):
        business.name = "塔拉壕驼奶坊"
        business.save()
    for _ in range(2):
        assert found("驼奶坊") == found("tnf") == found("talahao") == [(ROSTER, business.pk)]
        assert not found("买糖")
        catch_up(TODAY, wait=True)


def test_nobody_is_found_by_what_the_public_may_not_read(findable):
    """Neither the operator, nor a business that is no more than registered."""
    builders.business("92150627MA0P994K99", name="从没申报过的店", operator_name="郝建平")
    assert Qualification.objects.filter(business__operator_name="张三", business__name="").exists()
    for _ in range(2):
        assert not [
            key
            for asked in ("从没申报", "4K99", "郝建平", "张三", "zhangsan")
            for key in found(asked)
            if key[0] == ROSTER
        ]
        catch_up(TODAY, wait=True)


def test_an_announcement_is_found_by_whom_it_names_while_it_is_valid(findable):
    told = Announcement.objects.get()
    assert (ANNOUNCEMENT, told.pk) in found("蒙泰煤电") and (ANNOUNCEMENT, told.pk) in found("XXXX15T")
    told.expires_on = TODAY
    with acting(builders.head(), "到期"):
        told.save()
    for today, shown in ((TODAY, True), (TODAY + timedelta(days=1), False)):
        assert ((ANNOUNCEMENT, told.pk) in found("蒙泰煤电", today=today)) is shown


def test_a_name_that_has_left_an_old_notice_is_not_found_any_more(findable):
    entry = NoticeEntry.objects.get()
    with acting(builders.head(), "试"):
        entry.shown_name = "郝建平（个体工商户）"
        entry.save()
    key, late = (ENTRY, entry.pk), TODAY + timedelta(days=5 * 365)
    for _ in range(2):
        assert (
            key in found("郝建平")
            and key not in found("郝建平", today=late)
            and key in found("郝个体", today=late)
        )
        catch_up(TODAY, wait=True)


def test_pages_are_found_in_title_and_text_while_they_are_live_and_open(findable):
    page = build_site().add_child(
        instance=TextPage(title="驼奶贷款问答", slug="tuonai", body="<p>养骆驼的</p><p>牧户也能申报</p>")
    )
    for _ in range(2):
        assert found("驼奶贷") == found("骆驼") == found("tndk") == [(PAGE, page.pk)]
        catch_up(TODAY, wait=True)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert not found("驼奶贷")
    restriction.delete()
    assert found("驼奶贷")
    page.unpublish()
    assert not found("驼奶贷") and not found("骆驼")


def test_hostile_questions_are_answered_calmly(findable):
    for asked in ('"', "a\x00b", "AND OR NOT", "NEAR(蒙泰, 3)", "grams:蒙泰", "*蒙泰*", "'; DROP TABLE", "%", "\ud800蒙泰", "蒙" * 100,
                  "ab " * 33, "9" * 100, "a" * 100, "公司" * 50):  # fmt: skip
        asking.search(understand(asked), today=TODAY)
