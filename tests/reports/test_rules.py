"""Truth tables of what reports reckon with."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from registry.reports.charts import drawn
from registry.reports.figures import Chart, Line, Rate, Section, Table, count, total
from registry.reports.rules.buckets import BUCKETS, bucket_of, grade_of, place_of
from registry.reports.rules.moving import worse
from registry.reports.rules.punctual import outcome
from registry.reports.rules.rates import NO_BASE, agreed_on, borne, over, released, rounded, share_on
from registry.reports.rules.spans import month_ends, span_of, spans_until
from registry.reports.showing import source, told, words
from registry.reports.workbook import workbook

D = date


@pytest.mark.parametrize(
    ("days", "code"),
    [(0, "normal"), (1, "d1"), (29, "d1"), (30, "d30"), (59, "d30"), (60, "d60"), (90, "d60"), (91, "d91"), (270, "d91"),
     (271, "d271"), (360, "d271"), (361, "d361"), (2000, "d361")],
)  # fmt: skip
def test_buckets(days, code):
    assert bucket_of(days) == code


def test_the_buckets_leave_no_gap():
    for before, after in zip(BUCKETS, BUCKETS[1:], strict=False):
        assert after.first == before.last + 1


@pytest.mark.parametrize(
    ("state", "days", "place"),
    [("active", 0, "normal"), ("overdue", 61, "d60"), ("compensated", 0, "paid"), ("written_off", 500, "paid"), ("settled", 0, "over")],
)  # fmt: skip
def test_places(state, days, place):
    assert place_of(state, days) == place


@pytest.mark.parametrize(
    ("told_grade", "days", "grade"),
    [("", 0, "正常"), ("", 1, "关注"), ("", 90, "关注"), ("", 91, "次级"), ("", 271, "可疑"), ("", 361, "损失"), ("关注", 400, "关注")],
)  # fmt: skip
def test_the_bank_s_grade_stands_and_the_least_one_where_it_told_none(told_grade, days, grade):
    assert grade_of(told_grade, days) == grade


@pytest.mark.parametrize(
    ("then", "now", "answer"),
    [("normal", "d1", True), ("d1", "d30", True), ("d30", "d1", False), ("d60", "paid", True), ("d1", "d1", False), ("d1", "over", False)],
)  # fmt: skip
def test_what_is_worse(then, now, answer):
    assert worse(then, now) is answer


@pytest.mark.parametrize(
    ("due", "done", "on", "answer"),
    [(D(2026, 5, 21), D(2026, 5, 21), D(2026, 5, 31), "in_time"), (D(2026, 5, 21), D(2026, 5, 22), D(2026, 5, 31), "late"),
     (D(2026, 5, 21), D(2026, 5, 22), D(2026, 5, 21), "open"), (D(2026, 5, 21), D(2026, 6, 5), D(2026, 5, 31), "missing"),
     (D(2026, 5, 21), None, D(2026, 5, 22), "missing"), (D(2026, 5, 21), None, D(2026, 5, 21), "open")],
)  # fmt: skip
def test_punctuality(due, done, on, answer):
    assert outcome(due, done, on) == answer


@pytest.mark.parametrize(
    ("opening", "drawn", "closing", "answer"),
    [("100", "0", "60", "40"), ("0", "100", "100", "0"), ("0", "100", "0", "100"), ("50", "0", "50", "0"), ("50", "0", "70", "-20")],
)  # fmt: skip
def test_released(opening, drawn, closing, answer):
    assert released(Decimal(opening), Decimal(drawn), Decimal(closing)) == Decimal(answer)


def test_spans():
    assert [s.label for s in spans_until(D(2026, 2, 28), "month")][-2:] == ["2026年1月", "2026年2月"]
    assert span_of(D(2026, 11, 20), "quarter").label == "2026年第4季度（至11月20日）"
    assert span_of(D(2026, 12, 31), "year").label == "2026年"
    months = spans_until(D(2026, 11, 20), "month")
    assert (months[0].first, months[-1].first, months[-1].last) == (
        D(2025, 12, 1),
        D(2026, 11, 1),
        D(2026, 11, 20),
    )
    for before, after in zip(months, months[1:], strict=False):
        assert after.eve == before.last
    assert month_ends(D(2026, 3, 30), 3) == [D(2025, 12, 31), D(2026, 1, 31), D(2026, 2, 28)]
    assert month_ends(D(2026, 3, 31), 2) == [D(2026, 2, 28), D(2026, 3, 31)]


def test_shares_are_those_of_the_version_a_loan_was_drawn_under():
    shares = {D(2020, 1, 1): Decimal(1), D(2026, 1, 1): Decimal("0.8")}
    assert share_on(D(2025, 12, 31), shares) == 1
    assert share_on(D(2026, 1, 1), shares) == Decimal("0.8")
    assert share_on(D(2019, 1, 1), shares) == 1 and share_on(D(2019, 1, 1), {}) == 1


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (D(2025, 12, 31), "1"),
        (D(2026, 1, 1), "0.8"),
        (D(2026, 6, 30), "0.8"),
        (D(2026, 7, 1), "1"),
        (D(2027, 1, 1), "0.6"),
    ],
)
def test_the_banks_agreement_of_the_day_of_signing_goes_before_the_policy(day, share):
    agreements = [(D(2027, 1, 1), None, Decimal("0.6")), (D(2026, 1, 1), D(2026, 6, 30), Decimal("0.8"))]
    assert agreed_on(day, agreements, Decimal(1)) == Decimal(share)
    assert borne(Decimal("100.01"), Decimal("0.8")) == Decimal("80.01")


class _Row:
    def __init__(self, amount):
        self.amount = Decimal(amount)


def test_a_rate_says_its_value_or_why_there_is_none():
    top, bottom = total("a", "分子", [_Row("1")], "amount"), total("b", "分母", [_Row("3")], "amount")
    rate = Rate("r", "率", "分子 ÷ 分母", "R36", top, bottom)
    assert rounded(rate.value) == Decimal("33.33") and words(rate) == "33.33%" and rate.why_not == ""
    nothing = Rate("r", "率", "分子 ÷ 分母", "R36", top, total("b", "分母", [], "amount"))
    assert nothing.value is None and nothing.why_not == NO_BASE and words(nothing) == "—"
    missing = Rate("r", "率", "分子 ÷ 分母", "R36", top, bottom, missing="没有登记。")
    assert missing.value is None and missing.why_not == "没有登记。"
    assert over(1, 0) is None and over(7, 2, times=1) == Decimal("3.5")


def test_figures_are_told_with_separators_and_units():
    assert told(total("a", "额", [_Row("1234567.5"), _Row("0.05")], "amount")) == "1,234,567.55元"
    assert told(count("a", "数", [_Row("1")] * 1234)) == "1,234笔"


def test_a_source_is_a_place_in_the_document_or_a_name_never_our_own_number():
    assert source("R44 A19") == "文件二（三）1" and source("《办法》") == "《办法》" and source("A22") == ""


def test_a_name_that_looks_like_a_formula_stays_text_in_the_workbook():
    line = Line('=HYPERLINK("http://x")', (total("a", "额", [_Row("-5.10")], "amount"), None))
    book = workbook([Section("s", "表", (), (Table("+1", "@项目", ("额", "空"), (line,)),))], ("-1+1",))
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert all(cell.data_type in "sn" for cell in cells.values())
    assert '\'=HYPERLINK("http://x")' in cells and cells[-5.1].data_type == "n"


def test_a_chart_escapes_names_and_draws_no_bar_for_nothing():
    svg = drawn(Chart("<b>", "万元", (("<i>&", Decimal(20_000)), ("无", None)), goal=None))
    assert "<b>" not in svg and "<i>" not in svg and "&lt;i&gt;&amp;" in svg and ">2.00<" in svg
    assert '<rect x="210" y="38" width="0.0"' in svg and ">—<" in svg
