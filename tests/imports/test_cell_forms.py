"""Every written form of a date, an amount, a rate and a number says the same value (domain §8.2); nothing else ever escapes than CellError.

The examples are the same on every run; `make test-uploads` (CELL_EXAMPLES=5000) asks for more of them.
"""

import os
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from imports import cells
from registry.workbooks.protocol import Spoilt

EXAMPLES = int(os.environ.get("CELL_EXAMPLES", "100"))
asked = settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None)
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
WIDE = str.maketrans("0123456789,.()%-", "０１２３４５６７８９，．（）％－")
DAYS = st.dates(FIRST, LAST)
YUAN = st.decimals("-9999999999.99", "9999999999.99", places=2)
RATES = st.decimals("0.3", "99.9999", places=4)
NUMBERS = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=1, max_size=18).filter(lambda n: "E" not in n)


def dressed(written):
    """The same text as it comes out of other programs: blanks, invisible marks, an apostrophe, wide digits."""
    return [
        written, f" {written} ", f"\u3000{written}\u00a0", f"\ufeff{written}\u200b", f"'{written}", written.translate(WIDE),
        f"{written[:1]}\u200d{written[1:]}",
    ]  # fmt: skip


def days_written(day):
    compact, months = f"{day:%Y%m%d}", f"{day.month}-{day.day}"
    plain = [
        f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y.%m.%d}", f"{day:%Y年%m月%d日}", compact, f"{day.year}-{months}",
        f"{day.year}/{months.replace('-', '/')}", f"{day.year}.{months.replace('-', '.')}", f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y-%m-%d} 00:00:00", f"{day:%Y-%m-%d}T00:00:00", f"{day:%Y-%m-%d} 0:00",
    ]  # fmt: skip
    serial = (day - date(1899, 12, 30)).days
    numbers = [int(compact), float(compact), serial, float(serial), day, datetime.combine(day, time(0))]
    return [*numbers, *(form for one in plain for form in dressed(one))]


def amounts_written(yuan):
    plain, grouped = f"{yuan:f}", f"{yuan:,.2f}"
    forms = [plain, grouped, f"¥{grouped}", f"￥{grouped}", f"{grouped}元", f"{grouped} 元"]
    forms += [f"{yuan / 10_000:f}万元", f"{yuan / 10_000:f}万", f"{yuan / 10_000:f} 万元"]
    if yuan < 0:
        forms += [f"({-yuan:,.2f})", f"（{-yuan:.2f}）", f"¥({-yuan:,.2f})"]
    return [float(plain), *(form for one in forms for form in dressed(one))]


def rates_written(rate):
    forms = [f"{rate:f}", f"{rate:f}%", f"{rate:f} %", f"{rate.normalize():f}％"]
    monthly = (rate / Decimal("1.2")).normalize()
    if monthly * Decimal("1.2") == rate:
        forms.append(f"{monthly:f}‰")
    return [float(rate), *(form for one in forms for form in dressed(one))]


@asked
@given(DAYS)
def test_a_date_is_the_same_date_in_every_form(day):
    assert {repr(form): cells.day(form) for form in days_written(day) if cells.day(form) != day} == {}
    assert cells.day(cells.day(f"{day:%Y%m%d}").isoformat()) == day


@asked
@given(st.dates(date(2004, 1, 2), LAST))
def test_a_count_of_days_goes_by_the_files_own_calendar(day):
    counted = (day - date(1904, 1, 1)).days
    assert cells.day(float(counted), since_1904=True) == cells.day(counted, since_1904=True) == day
    assert cells.day(day.isoformat(), since_1904=True) == day


@asked
@given(YUAN)
def test_an_amount_is_the_same_amount_in_every_form(yuan):
    assert {repr(f): cells.money(f) for f in amounts_written(yuan) if cells.money(f) != yuan} == {}
    assert cells.money(f"{yuan / 10_000:f}", Decimal(10_000)) == yuan
    assert cells.money(str(cells.money(yuan))) == yuan


@asked
@given(RATES)
def test_a_rate_is_the_same_rate_in_every_form(rate):
    assert {repr(f): cells.percent(f) for f in rates_written(rate) if cells.percent(f) != rate} == {}
    assert cells.percent(f"{cells.percent(str(rate))}%") == rate


@asked
@given(st.decimals("0.3", "29.99", places=2))
def test_a_fraction_of_one_is_a_rate(rate):
    fraction = rate / 100
    assert cells.percent(f"{fraction:f}") == cells.percent(float(fraction)) == rate
    assert cells.percent(float(fraction), fraction=True) == rate


@asked
@given(NUMBERS)
def test_a_number_is_the_same_number_in_every_form(number):
    spaced = f"{number[:4]} {number[4:]}"
    assert {cells.number_text(form) for form in [*dressed(number), spaced, number.lower()]} == {number}
    assert cells.number_text(cells.number_text(number)) == number


@asked
@given(st.integers(1, 10**15 - 1))
def test_a_short_number_may_be_stored_as_a_figure(number):
    assert cells.number_text(number) == cells.number_text(float(number)) == str(number)


@asked
@given(st.integers(10**15, 10**19))
def test_a_long_number_stored_as_a_figure_is_destroyed(number):
    for form in (number, float(number), f"{float(number):.5E}", f"{float(number):.5e}"):
        with pytest.raises(cells.CellError) as refused:
            cells.number_text(form)
        assert refused.value.kind == "destroyed-number"


@asked
@given(st.dates(FIRST, LAST))
def test_what_may_be_two_days_or_is_a_month_is_refused(day):
    for form in (f"{day:%y.%m.%d}", f"{day:%d/%m/%Y}", f"{day:%m-%d}-{day:%y}", f"{day.year}年{day.month}月"):
        with pytest.raises(cells.CellError):
            cells.day(form)


@pytest.mark.parametrize("nothing", [*sorted(cells.EMPTY), None, " ", "\u3000", "'", "－"])
def test_nothing_is_nothing_in_every_kind_of_cell(nothing):
    assert cells.is_empty(nothing)
    assert cells.day(nothing) is None and cells.money(nothing) is None and cells.percent(nothing) is None


FIGURES = st.text("0123456789,.()%‰¥￥万元-+/年月日eE_ #='（）％", max_size=14)
POWERS = st.builds("{}{}e{}{}".format, st.sampled_from(["", "-", "("]), st.integers(0, 99), st.integers(-9_999_999, 9_999_999),
                   st.sampled_from(["", "万", "万元", "%", "‰", "元", ")"]))  # fmt: skip
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.text(max_size=30), FIGURES, POWERS,
    st.sampled_from([Spoilt.at("=A1+B1", "C7"), "#REF!", "=1+1", "nan", "sNaN", "Infinity", "１２３", "٣", "一百万", "\x00", "\ud800"]),
)  # fmt: skip
READERS = (
    cells.text, cells.word, cells.is_empty, cells.number_text, cells.day, cells.decimal, cells.money, cells.percent,
    lambda cell: cells.money(cell, Decimal(10_000)), lambda cell: cells.day(cell, since_1904=True),
    lambda cell: cells.percent(cell, fraction=True),
)  # fmt: skip


def read_by(reader, cell):
    """What was read, or why not. Any other error goes on."""
    try:
        return reader(cell)
    except cells.CellError as refused:
        return refused


@settings(asked, max_examples=EXAMPLES * 10)
@given(ANYTHING)
@example("1e999996")
@example("1e9999999999万")
@example("-1e9999999999‰")
def test_a_cell_is_read_or_refused_in_a_sentence(cell):
    for reader in READERS:
        read = read_by(reader, cell)
        assert not isinstance(read, Decimal) or read.is_finite()
        assert not isinstance(read, cells.CellError) or (
            read.kind and read.expected and "请更正" in str(read)
        )


@settings(asked, max_examples=EXAMPLES * 3)
@given(st.one_of(st.text(max_size=30), FIGURES))
@example("' '企业")
@example("e\u200d\u0301")
def test_text_that_was_read_once_reads_the_same_again(cell):
    once = cells.text(cell)
    assert cells.text(once) == once


@pytest.mark.parametrize(
    ("reader", "cell"),
    [(cells.money, "九十万"), (cells.money, "很多万元"), (cells.percent, "四%"), (cells.percent, "约3‰")],
)
def test_a_refusal_names_the_whole_cell(reader, cell):
    with pytest.raises(cells.CellError) as refused:
        reader(cell)
    assert refused.value.found == cells.text(cell)
