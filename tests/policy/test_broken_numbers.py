"""PRV-1 in papers: of numbers that a layout broke none is missed; figures of a table are refused next to never."""

from random import Random

import pytest

from registry.policy.broken_numbers import doubtful, mended
from registry.policy.identifiers import check_resident_id
from registry.policy.privacy import personal_numbers

from . import test_personal_numbers as whole

DRAW = Random(20261128)


def resident_id():
    """Of a place that was one at birth, as every number that was ever given out."""
    return next(one for one in iter(whole.resident_id, "") if not check_resident_id(one).warnings)


def lines(number, width):
    return "\n".join(number[at : at + width] for at in range(0, len(number), width))


def cut(number):
    at = DRAW.randint(4, len(number) - 4)
    return number[:at], number[at:]


BREAKS = {
    "letter by letter": " ".join,
    "in a narrow cell": lambda number: lines(number, DRAW.choice((5, 6, 7, 8))),
    "in a cell beside others": lambda number: f"2026\n{lines(number, 6)}\n15000\n300",
    "at the end of a line": lambda number: "\n".join(cut(number)),
    "by a stray blank": lambda number: "  ".join(cut(number)),
}


@pytest.mark.parametrize("broken", BREAKS)
@pytest.mark.parametrize(
    ("make", "sort"), [(resident_id, "身份证号码"), (whole.phone, "手机号码"), (whole.card, "银行账号")], ids=["id", "phone", "card"]
)  # fmt: skip
def test_no_broken_number_is_missed(make, sort, broken):
    for _ in range(60):
        text = f"证件：\n{BREAKS[broken](make())}\n（完）"
        found = personal_numbers(mended(text))
        assert sort in found or (sort != "身份证号码" and sort in doubtful(text)), text


def test_a_phone_set_letter_by_letter_is_one_and_a_table_of_digits_is_none():
    assert personal_numbers(mended("电 话 1 3 9 0 0 0 0 1 2 3 4 转")) == ["手机号码"]
    assert mended("4 1 3 9 0 0 0 0 1 2 3 4") == "4 1 3 9 0 0 0 0 1 2 3 4"
    assert doubtful("139000\n01234") == ["手机号码"] and mended("139000\n01234") == "139000\n01234"


def test_figures_of_a_table_are_hardly_ever_taken_for_a_number():
    """Two thousand pages of forty figures: at most one in a thousand is refused."""
    pages = [
        "\n".join(
            " ".join(f"{DRAW.randint(0, 10 ** DRAW.randint(1, 8))}" for _ in range(5)) for _ in range(8)
        )
        for _ in range(2000)
    ]
    refused = [page for page in pages if mended(page) != page]
    assert len(refused) <= 2, refused


@pytest.mark.parametrize("text", [
    "2026-05-08 12:00 第3页", "金额 1390.00 0001234.5 元", "1390000.50\n1234", "91150627MA0000 1234567", "公示〔2026〕 5 号 2026 年",
])  # fmt: skip
def test_dates_amounts_and_codes_are_no_pieces(text):
    assert mended(text) == text and not doubtful(text)


def test_a_place_that_the_tables_know_only_in_part_is_a_warning():
    (said,) = check_resident_id("11000119800101123" + "7").warnings or ("",)
    assert "尚无对应的行政区划" in str(said)
