"""The first day of the register: one row of each index is read for it, however long the register is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models.query import QuerySet
from django.test.utils import CaptureQueriesContext

from publicity.checking import first_day
from publicity.models import Announcement, Notice
from registry.parties.models import Business, Qualification

pytestmark = pytest.mark.django_db
FIRST = date(2021, 3, 1)
EACH = 10


def grown(count, *, at=0, status="qualified"):
    """So many recognised businesses more, the earliest on FIRST + `at` days."""
    rows = [
        Business(uscc=f"91150627{at + n:010d}", name=f"甲{at + n}", town="150627100") for n in range(count)
    ]
    kept = QuerySet(Business).bulk_create(rows)
    held = [
        Qualification(business=one, batch="2021", status=status, recognised_on=FIRST + timedelta(days=at + n))
        for n, one in enumerate(kept)
    ]
    QuerySet(Qualification).bulk_create(held)


def steps():
    """How many steps of SQLite's machine the answer takes."""
    taken = []
    connection.connection.set_progress_handler(lambda: taken.append(1) and None, EACH)
    try:
        first_day()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return len(taken) * EACH


def plans():
    """What the database says of the questions it was asked."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        first_day()
    for question in list(asked.captured_queries):
        with connection.cursor() as cursor:
            cursor.execute(
                f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{question['sql']}"
            )
            yield "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_the_earliest_day_of_notices_announcements_and_whatever_is_in_force():
    assert first_day() is None
    grown(1, at=20, status="warned")
    assert first_day() == FIRST + timedelta(days=20)
    grown(1, at=10)
    assert first_day() == FIRST + timedelta(days=10)
    grown(1, status="cancelled")
    assert first_day() == FIRST + timedelta(days=10)
    QuerySet(Notice).bulk_create([
        Notice(title="拟稿", batch="a", status="draft"),
        Notice(title="公示", batch="b", status="withdrawn", serial="GS20210001", published_on=FIRST + timedelta(days=5)),
    ])  # fmt: skip
    assert first_day() == FIRST + timedelta(days=5)
    told = Announcement(
        kind="recognition", serial="GG1", number="1", cause="c", check_code="k", sha256="", published_on=FIRST
    )
    QuerySet(Announcement).bulk_create([told])
    assert first_day() == FIRST


def test_a_longer_register_takes_no_more_reading():
    grown(20)
    grown(20, at=1000, status="cancelled")
    if connection.vendor == "sqlite":
        few = steps()
        grown(800, at=2000)
        assert few and steps() <= few + EACH
        assert not [plan for plan in plans() if "TEMP B-TREE" in plan or "INDEX" not in plan]
    else:
        grown(800, at=2000)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE parties_qualification")
        (asked,) = [plan for plan in plans() if "= 'qualified'" in plan]
        assert "ix_qualification_day" in asked and "Sort" not in asked and "Seq Scan" not in asked
