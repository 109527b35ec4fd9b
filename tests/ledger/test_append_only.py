"""The database itself refuses to change or remove what the ledger wrote."""

import pytest
from django.db import DatabaseError, connection, transaction

from registry.ledger.chain import first_break
from registry.ledger.models import StatusChange
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_statuschange SET reason = 'x'", "DELETE FROM ledger_statuschange"]
)
def test_raw_sql_is_refused(statement):
    builders.qualified()
    before = list(StatusChange.objects.values())
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert list(StatusChange.objects.values()) == before
    assert first_break() is None


def test_cutting_the_tail_is_found_when_the_triggers_are_off():
    builders.qualified()
    with connection.cursor() as cursor:
        on = " ON ledger_statuschange" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS ledger_statuschange_no_delete{on}")
        cursor.execute(
            "DELETE FROM ledger_statuschange WHERE position = (SELECT max(position) FROM ledger_statuschange)"
        )
    assert "链尾" in first_break()[1]
