"""What is found by what, in plain Python; and that the grams never leave out what the rule finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publicity.search.folding import fold, folded
from publicity.search.grams import grams_of, ways_of
from publicity.search.rules import LONGEST, Text, Tier, around, marked, tier, understand
from publicity.search.sounding import readings

MENGTAI = Text("内蒙古蒙泰煤电（集团）有限公司", "91150627MAXXXXX15T", ("伊信公〔2026〕3号",))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("内蒙古蒙泰煤电(集团)有限公司", Tier.EXACT),
        ("91150627MAXXXXX15T", Tier.EXACT),
        ("91150627 maxxxxx15t", Tier.EXACT),
        ("９１１５ ０６２７", Tier.PART),
        ("内蒙", Tier.PREFIX),
        ("内蒙古　【蒙泰】", Tier.PART),
        ("蒙泰", Tier.PART),
        ("煤电集团", Tier.PART),
        ("煤 电", Tier.PART),
        ("集团 蒙泰", Tier.PART),
        ("XX15", Tier.PART),
        ("mengtai", Tier.PINYIN),
        ("meng tai", Tier.PINYIN),
        ("MengT", Tier.PINYIN),
        ("engtai", None),
        ("mtmd", Tier.INITIALS),
        ("m t m d", Tier.INITIALS),
        ("ＭＴ", Tier.INITIALS),
        ("2026〕3", Tier.TEXT),
        ("泰蒙", None),
        ("蒙泰 商贸", None),
        ("627M蒙", None),
    ],
)
def test_what_is_found_and_how_near(asked, expected):
    assert tier(MENGTAI, understand(asked).words) == expected


@pytest.mark.parametrize("asked", ["changjiang", "zhangjiang", "cj", "zj"])
def test_a_character_is_found_by_each_of_its_usual_readings(asked):
    assert tier(Text("长江商行"), understand(asked).words) in (Tier.PINYIN, Tier.INITIALS)


@pytest.mark.parametrize("asked", ["lvhua", "luhua", "lhsh"])
def test_the_letter_that_keyboards_lack(asked):
    assert tier(Text("绿化商行"), understand(asked).words) is not None


@pytest.mark.parametrize(
    ("asked", "said"),
    [("", ""), (" \u3000", ""), ("蒙", "太短"), ("a", "太短"), ("\x00", "没有可以查找的字"), ('"%_*()', "没有可以查找的字"), ("蒙" * (LONGEST + 1), "超过")],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_in_a_sentence(asked, said):
    answer = understand(asked)
    assert not answer and said in answer.problem and bool(answer.problem) == bool(said)


def test_the_found_part_is_marked_as_it_is_written():
    assert marked("内蒙古蒙泰（煤电）公司", ("泰煤",)) == [
        ("内蒙古蒙", False),
        ("泰（煤", True),
        ("电）公司", False),
    ]
    assert marked("内蒙古蒙泰", ("mengtai",))[-1] == ("蒙泰", True)
    assert marked("内蒙古蒙泰", ("mt",))[-1] == ("蒙泰", True)
    assert marked("<b>公司", ("公司",)) == [("<b>", False), ("公司", True)]
    assert around("甲" * 100 + "蒙泰" + "乙" * 100, ("蒙泰",)).strip("…") in "甲" * 100 + "蒙泰" + "乙" * 100


names = st.text("内蒙古泰煤电长行乐绿单厦（）()ＡBab3 ·", max_size=9)
codes = st.text("0123ABXY", min_size=6, max_size=9) | st.just("")
asked_words = (
    st.text("内蒙古泰煤电长行乐绿单厦（ＡBab3 ", max_size=5)
    | st.text("0123ABXY", max_size=7)
    | st.text("abcdeghlnmtxuvyz", max_size=8)
)


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=6)
    | names
    | st.text(st.characters(min_codepoint=0x33F0, max_codepoint=0xA000), max_size=3)
)
def test_the_short_way_to_a_comparable_form_leads_to_the_same(text):
    assert fold(text) == folded(text)[0]


@settings(max_examples=400, deadline=None)
@given(names, codes, st.lists(names, max_size=2), asked_words, st.data())
def test_whatever_the_rule_finds_has_the_grams_of_a_way(name, code, more, words, data):
    text = Text(name, code, tuple(more))
    read = "".join(data.draw(st.sampled_from(readings(one))) for one in fold(name))
    begin = "".join(one[0] for one in map(readings, fold(name)))
    sounds = (read[start:end] for start in range(3) for end in (len(words) + 3, 9, 11, None))
    for asked in (words, name[1:4], code[1:6], begin[1:4], *sounds):
        own = understand(asked).words
        near = tier(text, own)
        if near is None:
            continue
        for worst in Tier:
            if worst >= near:
                for word in own:
                    ways = ways_of(word, worst)
                    assert not ways or any(grams_of(text).issuperset(way) for way in ways), (asked, worst)


@pytest.mark.parametrize("name", ["庄A3A7煤9", "双创A庄乐（3）电", "恒通顺兴商贸", "泰7绿长b行"])
def test_every_run_of_its_sound_leads_to_a_name(name):
    read, kept = "".join(readings(one)[0] for one in fold(name)), grams_of(Text(name))
    for start in range(len(read)):
        for end in range(start + 3, len(read) + 1):
            asked = read[start:end]
            if tier(Text(name), (asked,)) == Tier.PINYIN:
                assert any(kept.issuperset(way) for way in ways_of(asked, Tier.PINYIN)), asked
