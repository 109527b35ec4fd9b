"""What a staged row keeps is what was read, cell for cell, however it is kept."""

import importlib
from datetime import date
from decimal import Decimal

import pytest

from imports.kept import MARK
from imports.models import StagedRow
from imports.shown import ledgers_of, raw_of, said
from registry.lending.rows import LedgerRow
from tests.imports.test_uploading import row, staged

FULL = LedgerRow(
    note_no="JJ“1”", contract_no="HT1", uscc="9115", loan_amount=Decimal("1000.00"), balance=Decimal("0.00"),
    start=date(2026, 6, 1), due=date(2027, 6, 1), rate=Decimal("4.1"), as_of=date(2026, 6, 30), name="某\t公司", od_days=0,
    unpaid_since=date(2026, 6, 20), row_number=7,
)  # fmt: skip


def test_a_row_comes_back_as_it_was_judged():
    other = FULL._replace(
        note_no="JJ2", od_days=None, fee_rate=Decimal("0.5"), unpaid_since=None, row_number=8
    )
    kept = said([FULL, None, other])
    assert kept[1] == "" and list(ledgers_of(kept)) == [FULL, other]
    assert raw_of([["甲", "", "乙"]]) == [f"甲{MARK}{MARK}乙"]


@pytest.mark.django_db
def test_a_staged_row_reads_as_a_list_and_by_name():
    kept = staged(row(name=" 内蒙古测试有限公司 ")).staged.get()
    assert kept.raw[0] == "JJ001" and kept.raw[2] == "内蒙古测试有限公司"
    assert kept.clean["note_no"] == "JJ001" and kept.clean["balance"] == "1000000.00"
    assert "unpaid_since" not in kept.clean
    kept.raw, kept.clean = ["甲", "", "乙"], {"name": "丙"}
    kept.save()
    again = StagedRow.objects.get()
    assert (again.raw, again.clean) == (["甲", "", "乙"], {"name": "丙"})


def test_rows_kept_before_are_turned_and_could_be_turned_back():
    old = importlib.import_module("imports.migrations.0009_compact_rows")
    assert LedgerRow._fields[: len(old.FIELDS)] == old.FIELDS
    raw, clean = '["\\u7532", "", "9"]', '{"note_no": "JJ1", "row_number": "7"}'
    compact = old._compact(raw, clean)
    assert compact[0] == f"甲{MARK}{MARK}9" and compact[1].split(MARK)[0] == "JJ1"
    assert old._wordy(*compact) == (raw, clean)
    assert old._compact("[]", "{}") == ("", "") and old._wordy("", "") == ("[]", "{}")
