"""SQLite knows how full its tables are once the timer has looked: then some businesses are found by their own index."""

import pytest
from django.db import connection

from benchmarks.ledger.county import settle
from cms.pages.tasks import look_at_tables
from registry.parties.models import Qualification

pytestmark = pytest.mark.django_db


def plan():
    return Qualification.objects.public().filter(business_id__in=range(1, 40)).explain()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks at its tables by itself")
def test_a_list_of_businesses_is_not_looked_for_among_all_that_are_in_force():
    settle(30_000)
    look_at_tables.call_local()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'parties_qualification'")
        assert cursor.fetchone()[0]
    assert "(business_id=?)" in plan() and "(status=?)" not in plan()
