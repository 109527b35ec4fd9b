"""The version of the register is another one as soon as anything recorded was written."""

from datetime import date

import pytest
from django.db import connection, connections

from registry.history.acting import acting
from registry.history.bulk import update_all
from registry.history.version import version_before, version_now
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


def save(business):
    with acting(builders.clerk(), "改电话"):
        business.phone = "13911111111"
        business.save()


def save_a_set(business):
    with acting(builders.clerk(), "改电话"):
        business.phone = "13911111111"
        update_all([business], ["phone"])


@pytest.mark.parametrize("write", [save, save_a_set])
def test_every_write_moves_it(write):
    business = builders.qualified()
    builders.clerk()
    before = version_now(DAY)
    assert version_now(DAY) == before
    write(business)
    assert version_now(DAY) != before


def test_a_new_record_a_change_of_status_and_another_day_move_it():
    builders.institution("A1")
    seen = [version_now(DAY)]
    builders.qualified()
    seen.append(version_now(DAY))
    seen.append(version_now(date(2026, 7, 1)))
    assert len(set(seen)) == 3


def test_what_an_app_keeps_can_be_left_out():
    business = builders.qualified()
    builders.clerk()
    before = version_now(DAY, but=["parties"])
    save(business)
    assert version_now(DAY, but=["parties"]) == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_no_version_is_promised_while_another_transaction_writes():
    other = connections.create_connection("default")
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        assert version_before(DAY) == ""
    finally:
        other.rollback()
        other.close()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_who_comes_to_write_in_another_database_of_the_server_hinders_no_promise():
    """In one transaction, whose server would keep to whom it saw when it first looked."""
    before = version_before(DAY)
    for _ in range(2):
        with connection._nodb_cursor() as elsewhere:
            elsewhere.connection.autocommit = False
            elsewhere.execute("SELECT pg_current_xact_id()")
            assert version_before(DAY) == before != ""
