"""The office's own wording: places checked, changed by two persons, used at once, and ready for a WeChat article."""

import io
from datetime import date

import pytest
from PIL import Image

from publicity import drafting, wechat
from publicity.models import WordingTemplate
from publicity.publicdata import shown_entries
from publicity.wording.places import KINDS, example, fill, template_problems
from registry.ledger.errors import Refusal
from registry.ledger.proposals.deciding import approve
from registry.ledger.proposals.proposing import propose
from tests import builders
from tests.stories import chapters

DAY = date(2026, 5, 8)


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_wording_of_every_kind_passes_its_own_check_and_leaves_no_place_open(kind):
    assert template_problems(kind, KINDS[kind].text) == []
    assert "【" not in example(kind, KINDS[kind].text)


@pytest.mark.parametrize("kind", KINDS)
def test_every_required_place_is_missed(kind):
    for place in KINDS[kind].required:
        found = template_problems(kind, KINDS[kind].text.replace(f"【{place}】", ""))
        assert any(f"【{place}】" in sentence and "缺少" in sentence for sentence in found)


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("notice_body", "【公示日】", "“【公示日】”不是这种文稿可用的填写处"),
        ("notice_body", "【公示期", "不是这种文稿可用的填写处"),
        ("notice_body", "公示期】", "不是这种文稿可用的填写处"),
        ("cancellation", "因贷款逾期。", "不写银行信息"),
        ("cancellation", "【借据号】", "不是这种文稿可用的填写处"),
        ("reply", "电话13911111111。", "电话号码或账号"),
        ("notice_title", "很" * 100, "最多100个字"),
    ],
)
def test_a_wording_that_would_fail_or_tell_too_much_is_refused(kind, more, said):
    assert any(said in sentence for sentence in template_problems(kind, KINDS[kind].text + more))


def test_places_are_filled_in_one_pass():
    assert fill("【甲】【乙】", {"甲": "【乙】", "乙": "丁"}) == "【乙】丁"


@pytest.mark.django_db
def test_a_new_wording_is_used_once_another_person_has_approved_it():
    template = WordingTemplate.objects.get(kind="notice_title")
    given = {"values": {"text": "关于【批次】拟认定名单的公示"}}
    proposal = propose(
        "row:publicity.wordingtemplate", template, actor=builders.clerk(), today=DAY, reason="简短", **given
    )
    application = chapters.approved(builders.business())
    draft = {"contact": chapters.CONTACT, "actor": builders.clerk(), "today": DAY}
    assert drafting.notice_title("2026年上半年").startswith("关于拟认定")
    approve(proposal, actor=builders.head(), today=DAY, reason="同意")
    assert drafting.draft_notice([application], **draft).title == "关于2026年上半年拟认定名单的公示"


@pytest.mark.django_db
def test_a_broken_wording_is_not_even_approved():
    template = WordingTemplate.objects.get(kind="notice_title")
    given = {"values": {"text": "关于名单的公示"}}
    proposal = propose(
        "row:publicity.wordingtemplate", template, actor=builders.clerk(), today=DAY, reason="简短", **given
    )
    with pytest.raises(Refusal, match="缺少必须保留的【批次】"):
        approve(proposal, actor=builders.head(), today=DAY, reason="同意")


@pytest.mark.django_db
def test_an_article_holds_the_public_list_only_and_its_cover_has_the_right_size():
    notice = chapters.notice_of([builders.business()], DAY)
    said = wechat.article(notice, shown_entries(notice, DAY), "http://x/n/1/")
    assert said["rows"] == [("内蒙古测试有限公司", "91150627MAXXXXX15T", "阿勒腾席热镇")]
    assert "2026年5月9日至5月21日" in said["digest"] and len(said["digest"]) <= 120
    assert "13900000000" not in wechat.plain_text(said)
    assert notice.number in wechat.cover_svg(notice)
    drawn = wechat.cover_png(notice)
    if wechat.chinese_font():
        assert Image.open(io.BytesIO(drawn)).size == (900, 383)
    else:
        assert drawn is None
