"""What the register knows from its first day."""

from datetime import date
from decimal import Decimal

import pytest

from registry.parties.models import Institution
from registry.policy.models import (
    AdmissionCondition,
    CalendarDay,
    CalendarVersion,
    CalendarYear,
    ConditionAnswerer,
    PolicyVersion,
    ReferenceRate,
    SizeThreshold,
)
from registry.policy.sme_standard import ROWS

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 6)


@pytest.mark.parametrize(
    "model",
    [
        PolicyVersion,
        ReferenceRate,
        SizeThreshold,
        AdmissionCondition,
        ConditionAnswerer,
        CalendarDay,
        CalendarVersion,
    ],
)
def test_every_seeded_row_has_its_first_history_row(model):
    assert model.objects.count() > 0
    assert model.objects.exclude(version=1).count() == 0
    assert set(model.history.values_list("id", "history_type")) == {
        (pk, "+") for pk in model.objects.values_list("pk", flat=True)
    }


def test_every_official_year_carries_its_document_and_keeps_every_arrangement():
    years = CalendarYear.objects.filter(coverage="official")
    assert [(y.year, y.revision, y.document_number) for y in years.order_by("year")][:2] == [
        (2019, 2, "国办发明电〔2019〕3号"),
        (2020, 2, "国办发明电〔2020〕1号"),
    ]
    for year in years:
        kept = list(year.versions.values_list("revision", "document_number"))
        assert kept[-1] == (year.revision, year.document_number) and len(kept) == year.revision
        last = year.versions.last()
        standing = CalendarDay.objects.standing().filter(date__year=year.year)
        assert {(row.date.isoformat(), row.kind, row.name) for row in standing} == set(
            map(tuple, last.entries)
        )
        assert set(year.history.values_list("history_type", "revision")) == {("+", 1), ("~", year.revision)}


def test_the_size_standard_comes_back_as_it_went_in():
    assert SizeThreshold.objects.in_force(TODAY).rows() == ROWS


@pytest.mark.parametrize(
    ("kind", "day", "percent"),
    [
        ("benchmark_1y", "2015-10-24", "4.35"),
        ("lpr_1y", "2019-08-20", "4.25"),
        ("lpr_5y", "2019-11-20", "4.80"),
        ("lpr_1y", "2022-08-22", "3.65"),
        ("lpr_5y", "2024-02-20", "3.95"),
        ("lpr_1y", "2025-05-20", "3.00"),
        ("lpr_5y", "2025-05-20", "3.50"),
    ],
)
def test_the_published_rates(kind, day, percent):
    assert ReferenceRate.objects.get(kind=kind, published_on=day).percent == Decimal(percent)


def test_nothing_is_extrapolated_beyond_the_last_rate_known():
    assert ReferenceRate.objects.count() == 31
    assert not ReferenceRate.objects.filter(published_on__gt=date(2025, 5, 20)).exists()


def test_conditions_stand_in_the_order_of_the_text_and_name_who_answers():
    conditions = AdmissionCondition.objects.in_force(TODAY).facts()
    assert [condition.code for condition in conditions] == [f"R{n}" for n in range(11, 22)]
    answerers = {condition.code: condition.answerers for condition in conditions}
    assert answerers["R17"] == ("POLICE", "COURT", "PROCURATOR")
    assert answerers["R15"] == ("OFFICE",)
    assert answerers["R21"] == ("OFFICE", "FEDERATION")
    assert all(answerers.values())


def test_every_department_of_the_text_is_asked_something_and_every_answerer_exists():
    asked = set(ConditionAnswerer.objects.values_list("institution_code", flat=True))
    named = set(Institution.objects.departments().values_list("code", flat=True))
    assert asked - {"OFFICE"} == named


def test_one_department_is_asked_only_its_own_conditions():
    codes = AdmissionCondition.objects.in_force(TODAY).answered_by("TAX").values_list("code", flat=True)
    assert list(codes) == ["R11", "R19", "R20"]


def test_the_calendar_covers_2019_to_2026_and_knows_that_2027_is_missing():
    covered = CalendarYear.objects.filter(coverage="official").order_by("year").values_list("year", flat=True)
    assert list(covered) == list(range(2019, 2027))
    assert CalendarYear.objects.get(year=2027).coverage == "missing"


def test_days_carry_their_chinese_name_and_say_where_they_come_from():
    day = CalendarDay.objects.get(date=date(2026, 4, 6))
    assert (day.kind, day.name) == ("holiday", "清明节")
    assert (
        day.source
        == "国务院办公厅关于2026年部分节假日安排的通知（由 chinesecalendar 1.11.0 转录，待与原文核对）"
    )
    assert CalendarDay.objects.get(date=date(2026, 5, 9)).kind == "workday"
    assert not any(name.isascii() for name in CalendarDay.objects.values_list("name", flat=True))
