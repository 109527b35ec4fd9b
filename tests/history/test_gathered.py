"""Many rows poured in at once: nothing of what was refused before, and what all of them say alike in each of them."""

import pytest
from django.db import IntegrityError, connection, transaction

from registry.history.pouring import FEW, GATHERED, copied, gathered, parted

POUR = gathered if connection.vendor == "sqlite" else copied


@pytest.mark.skipif(connection.vendor != "sqlite", reason="只有 SQLite 先收集再写入")
def test_rows_refused_outside_a_transaction_are_not_written_with_the_next(own_database):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE kept (a UNIQUE)")
        with pytest.raises(IntegrityError):
            gathered(cursor, "kept", ["a"], [[1] * FEW])
        gathered(cursor, "kept", ["a"], [range(10, 10 + FEW)])
        cursor.execute("SELECT min(a), count(*) FROM kept")
        assert cursor.fetchone() == (10, FEW)


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, FEW, GATHERED + 3])
def test_what_every_row_says_alike_stands_in_each_of_them(many):
    columns = [range(many), ["甲\t\\乙"] * many, [None] * many, [n % 2 for n in range(many)], ["1.50"] * many]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE kept (a INTEGER, b TEXT, c TEXT, d INTEGER, e DECIMAL)")
        POUR(cursor, "kept", list("abcde"), columns)
        cursor.execute("SELECT a, b, c, d, e FROM kept ORDER BY a")
        assert cursor.fetchall() == [(n, "甲\t\\乙", None, n % 2, 1.5) for n in range(many)]
        cursor.execute("DROP TABLE kept")


@pytest.mark.parametrize(
    ("values", "alike"),
    [
        (["x"] * 3, True),
        (["x", "y", "x"], False),
        ([None] * 3, True),
        ((0, None, 0), False),
        (range(1, 4), False),
    ],
)
def test_a_column_is_alike_when_every_row_says_the_same(values, alike):
    differ, same = parted(["id", "a"], [range(3), values])
    assert (same == [("a", values[0])]) is alike
    assert [name for name, _ in differ] == (["id"] if alike else ["id", "a"])


@pytest.mark.django_db
def test_a_column_of_another_length_is_refused():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE kept (id INTEGER, a TEXT)")
        with pytest.raises(ValueError, match="zip"), transaction.atomic():
            POUR(cursor, "kept", ["id", "a"], [range(FEW), ["x"] * (FEW - 1)])
        cursor.execute("SELECT count(*) FROM kept")
        assert cursor.fetchone() == (0,)


def test_the_first_column_always_counts_as_different():
    assert parted(["id", "a"], [["x"], ["y"]]) == ([("id", ["x"])], [("a", "y")])
