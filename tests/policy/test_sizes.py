"""SME size classes: every vector of domain.md §11, every bound of the table, every way to be unclassifiable."""

from decimal import Decimal

import pytest

from registry.policy.sizes import LARGE, MEDIUM, MICRO, SMALL, UNKNOWN, classify
from registry.policy.sme_standard import ROWS


def size(code, employees=None, revenue=None, assets=None, rows=ROWS):
    def figure(value):
        return None if value is None else Decimal(value)

    return classify(
        code, rows, employees=figure(employees), revenue_wan=figure(revenue), assets_wan=figure(assets)
    )


@pytest.mark.parametrize(
    ("code", "employees", "revenue", "assets", "expected"),
    [
        ("C3484", 1000, 39999, None, MEDIUM),
        ("3484", 299, 50000, None, SMALL),
        ("34", 19, 99999, None, MICRO),
        ("F51", 5, 1000, None, SMALL),
        ("51", 4, 40000, None, MICRO),
        ("52", 300, 20000, None, LARGE),
        ("47", None, 6000, 4999, SMALL),
        ("7010", None, 200000, 9999, MEDIUM),
        ("7211", 300, None, 120000, LARGE),
        ("I6513", 100, 999, None, SMALL),
        ("63", 2000, 99999, None, MEDIUM),
        ("702", 99, 5000, None, MICRO),
        ("74", 300, None, None, LARGE),
        ("A01", None, "19999.99", None, MEDIUM),
        ("592", 150, 30000, None, MEDIUM),
    ],
)
def test_the_vectors_of_the_domain_notes(code, employees, revenue, assets, expected):
    assert size(code, employees, revenue, assets).size == expected


BANDS = ((LARGE, 0), (MEDIUM, 1), (SMALL, 2))


def bounds():
    for row in ROWS:
        for band, column in BANDS:
            yield pytest.param(row, band, column, id=f"{row.industry}-{band}")


def at(row, column):
    return {
        name: getattr(row, name)[column] for name in ("employees", "revenue", "assets") if getattr(row, name)
    }


@pytest.mark.parametrize(("row", "band", "column"), list(bounds()))
def test_the_lower_bound_itself_is_inside_and_one_short_figure_drops_a_class(row, band, column):
    code = row.codes[0][: 3 if len(row.codes[0].split("-")[0]) == 3 else 2]
    figures = at(row, column)
    assert size(code, **figures).size == band
    below = {LARGE: MEDIUM, MEDIUM: SMALL, SMALL: MICRO}[band]
    for name in figures:
        short = figures | {name: figures[name] - Decimal("0.01")}
        assert size(code, **short).size == below


def test_the_table_has_sixteen_industries_and_one_fallback():
    assert len(ROWS) == 16
    assert [row.industry for row in ROWS if row.fallback] == ["其他未列明行业"]


@pytest.mark.parametrize(
    ("code", "industry"),
    [
        ("591", "交通运输业"),
        ("5910", "交通运输业"),
        ("G592", "仓储业"),
        ("5990", "仓储业"),
        ("58", "交通运输业"),
        ("60", "邮政业"),
        ("B06", "工业"),
        ("D", "工业"),
        ("c3484", "工业"),
        ("Ｃ３４８４", "工业"),
        ("7010", "房地产开发经营"),
        ("703", "其他未列明行业"),
        ("85", "其他未列明行业"),
    ],
)
def test_an_industry_code_finds_its_row(code, industry):
    assert size(code, 10, 100, 100).industry == industry


@pytest.mark.parametrize("code", ["53", "J66", "J", "P83", "84", "91", "97", "704"])
def test_industries_the_standard_leaves_out_are_judged_by_the_fallback_and_it_is_said(code):
    found = size(code, 10)
    assert (found.size, found.industry) == (SMALL, "其他未列明行业")
    assert [reason.kind for reason in found.reasons] == ["by-analogy", SMALL]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "为空"),
        (None, "为空"),
        ("农业", "无法识别"),
        ("3", "无法识别"),
        ("34840", "无法识别"),
        ("Z34", "无法识别"),
        ("98", "不在《国民经济行业分类》"),
        ("00", "不在《国民经济行业分类》"),
        ("A34", "34 属于门类 C"),
        ("59", "交通运输业、仓储业"),
        ("70", "房地产开发经营、物业管理、其他未列明行业"),
        ("F", "批发业、零售业"),
        ("I", "信息传输业、软件和信息技术服务业"),
    ],
)
def test_a_code_that_names_no_single_row_is_unclassifiable_and_says_why(code, told):
    found = size(code, 10, 100, 100)
    assert found.size == UNKNOWN
    assert told in str(found.reasons[0])


@pytest.mark.parametrize(
    ("code", "figures", "missing", "present"),
    [
        ("34", {}, ["从业人员（人）", "营业收入（万元）"], ["资产总额"]),
        ("34", {"employees": 5}, ["营业收入（万元）"], ["从业人员（人）"]),
        ("47", {"revenue": 5}, ["资产总额（万元）"], ["营业收入（万元）"]),
        ("01", {"employees": 5}, ["营业收入（万元）"], []),
    ],
)
def test_a_missing_figure_is_named_and_never_makes_a_micro_business(code, figures, missing, present):
    found = size(code, **figures)
    assert (found.size, found.label) == (UNKNOWN, "无法划型")
    asked = str(found.reasons[0]).split("缺少")[1]
    assert all(word in asked for word in missing)
    assert not any(word in asked for word in present)


def test_a_negative_figure_is_unclassifiable():
    found = size("34", -1, 100)
    assert found.size == UNKNOWN
    assert "从业人员为负数" in str(found.reasons[0])


def test_the_answer_says_which_figure_fell_short_of_which_bound():
    text = str(size("C3484", 299, 50000).reasons[0])
    assert "从业人员299人低于中型下限300人" in text
    assert "营业收入50000万元低于" not in text
    assert "工信部联企业〔2011〕300号" in text


def test_without_a_fallback_row_an_unlisted_industry_is_unclassifiable():
    rows = [row for row in ROWS if not row.fallback]
    assert size("97", 10, rows=rows).size == UNKNOWN
