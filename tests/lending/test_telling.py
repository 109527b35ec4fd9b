"""What a row says against itself and against what was reported before: truth tables."""

from datetime import date
from decimal import Decimal

import pytest

from registry.lending.rows import LedgerRow
from registry.lending.rules import Before, arrears_problems, same_name, telling_warnings

NAMES = ["内蒙古测试有限公司", "张三"]
AS_OF = date(2026, 10, 31)


def row(**given):
    return LedgerRow(
        note_no="JJ1", contract_no="HT1", uscc="91150627MAXXXXX15T", loan_amount=Decimal("1000"), balance=Decimal("900"),
        start=date(2025, 1, 1), due=date(2027, 1, 1), rate=Decimal("4.1"), as_of=AS_OF, **given,
    )  # fmt: skip


def kinds(**given):
    before = given.pop("before", None)
    return [f.reason.kind for f in telling_warnings(row(**given), names=NAMES, before=before)]


@pytest.mark.parametrize(
    ("since", "days", "principal", "answer"),
    [
        (None, None, None, []),
        (None, 0, Decimal(0), []),
        (None, 5, None, ["arrears-without-day"]),
        (None, None, Decimal("0.01"), ["arrears-without-day"]),
        (None, 5, Decimal(3), ["arrears-without-day"]),
        (date(2026, 10, 26), 5, Decimal(3), []),
    ],
)
def test_arrears_name_their_first_day(since, days, principal, answer):
    found = arrears_problems(row(unpaid_since=since, od_days=days, od_principal=principal))
    assert [f.reason.kind for f in found] == answer
    assert {f.field for f in found} <= {"unpaid_since"}


def test_the_refusal_names_the_columns_that_speak_of_arrears():
    (found,) = arrears_problems(row(od_days=5, od_principal=Decimal(3)))
    assert "逾期天数、逾期本金大于零" in str(found.reason) and "请补填" in str(found.reason)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("内蒙古测试有限公司", "内蒙古测试有限公司", True),
        ("内蒙古测试有限公司（已注销）", "内蒙古测试有限公司", True),
        ("内蒙古（测试）有限公司", "内蒙古(测试)有限公司", True),
        (" 内蒙古 测试有限公司 ", "内蒙古测试有限公司", True),
        ("买买提·艾力", "买买提•艾力", True),
        ("内蒙古测试公司", "内蒙古测试有限公司", False),
    ],
)
def test_names_are_compared_as_people_write_them(one, other, same):
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("name", "answer"),
    [("", []), ("内蒙古测试有限公司", []), ("张三", []), ("别的公司", ["name-differs"])],
)
def test_a_name_that_is_not_the_codes(name, answer):
    assert kinds(name=name) == answer


@pytest.mark.parametrize(
    ("days", "answer"),
    [(None, []), (60, []), (59, []), (61, []), (62, ["days-differ"]), (0, ["days-differ"])],
)
def test_days_overdue_follow_from_the_first_day(days, answer):
    assert kinds(unpaid_since=date(2026, 9, 1), od_days=days) == answer


@pytest.mark.parametrize(
    ("overdue", "grade", "answer"),
    [
        (1, "正常", ["grade-too-good"]), (1, "关注", []), (90, "关注", []), (91, "关注", ["grade-too-good"]),
        (91, "次级", []), (270, "次级", []), (271, "次级", ["grade-too-good"]), (360, "可疑", []),
        (361, "可疑", ["grade-too-good"]), (361, "损失", []), (400, "", []), (0, "正常", []),
    ],
)  # fmt: skip
def test_the_grade_is_no_better_than_the_days_overdue_allow(overdue, grade, answer):
    assert kinds(unpaid_since=date.fromordinal(AS_OF.toordinal() - overdue), grade=grade) == answer


@pytest.mark.parametrize(
    ("before", "answer"),
    [
        (None, []),
        (Before(date(2026, 9, 30), Decimal("900")), []),
        (Before(date(2026, 9, 30), Decimal("1000")), []),
        (Before(date(2026, 9, 30), Decimal("899.99")), ["balance-rises"]),
        (Before(date(2026, 11, 30), Decimal("100")), ["older-period"]),
        (Before(AS_OF, Decimal("100")), []),
    ],
)
def test_what_was_reported_before(before, answer):
    assert kinds(before=before) == answer
