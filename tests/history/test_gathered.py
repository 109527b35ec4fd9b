"""SQLite: many rows gathered and inserted at once, and nothing of what was refused before."""

import pytest
from django.db import IntegrityError, connection

from registry.history.writing import FEW, _gathered


@pytest.mark.skipif(connection.vendor != "sqlite", reason="只有 SQLite 先收集再写入")
def test_rows_refused_outside_a_transaction_are_not_written_with_the_next(own_database):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE kept (a UNIQUE)")
        with pytest.raises(IntegrityError):
            _gathered(cursor, "kept", "a", [[1] * FEW])
        _gathered(cursor, "kept", "a", [range(10, 10 + FEW)])
        cursor.execute("SELECT min(a), count(*) FROM kept")
        assert cursor.fetchone() == (10, FEW)
