"""A flood is slowed, a village is not: a question after twenty an hour from one address, a pause only after three hundred."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from publicity import flooding
from registry.ledger.errors import Refusal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 8, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_village_behind_one_address_is_asked_a_sum_and_never_shut_out():
    for n in range(flooding.FREE):
        assert not flooding.is_busy("village", moment=NOW)
        flooding.note_objection("village", f"139{n:08}", moment=NOW)
    assert flooding.is_busy("village", moment=NOW)
    assert not flooding.is_busy("elsewhere", moment=NOW)
    flooding.must_not_flood("village", "13800000000", moment=NOW)
    assert not flooding.is_busy("village", moment=NOW + timedelta(hours=1, seconds=1))


def test_a_flood_from_one_address_or_one_telephone_is_stopped(monkeypatch):
    monkeypatch.setattr(flooding, "MOST", 3)
    for _ in range(3):
        flooding.note_objection("flood", "", moment=NOW)
    with pytest.raises(Refusal, match="过一小时"):
        flooding.must_not_flood("flood", "", moment=NOW)
    for n in range(flooding.PER_PHONE):
        flooding.note_objection(f"v{n}", "13911111111", moment=NOW)
    with pytest.raises(Refusal, match="一天内"):
        flooding.must_not_flood("new", "13911111111", moment=NOW)
    flooding.must_not_flood("new", "13911111111", moment=NOW + timedelta(days=1, seconds=1))


@pytest.mark.parametrize("given", ["12", "１２", "十二", " 12 "])
def test_the_sum_is_answered_in_digits_or_words(given):
    assert flooding.answers(given, "12")


@pytest.mark.parametrize("given", ["", "11", "二十", None])
def test_a_wrong_sum_is_no_answer(given):
    assert not flooding.answers(given, "12") and not flooding.answers("12", "")


def test_the_question_reads_as_words_and_has_one_answer():
    for micro in range(0, 1000, 37):
        asked, answer = flooding.question(NOW.replace(microsecond=micro))
        a, b = asked[0], asked[2]
        assert "零一二三四五六七八九".index(a) + "零一二三四五六七八九".index(b) == int(answer)
