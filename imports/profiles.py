"""What a bank has said of its own headers, remembered for its next files (issue: mapped once by hand, then known)."""

from django.db import transaction

from registry.history.acting import acting
from registry.history.errors import Refusal
from registry.lending.addressees import must_act_for

from .columns import BY_NAME, SKIP
from .models import ColumnProfile

AS_WRITTEN = ""


def taught_to(bank) -> dict:
    """{key of a header: column name or SKIP} of what the bank has taught and not taken back."""
    rows = ColumnProfile.objects.filter(bank=bank).exclude(column=AS_WRITTEN)
    return dict(rows.values_list("key", "column"))


@transaction.atomic
def teach(bank, said, *, actor, today) -> int:
    """Remember `said`, {(key, header as written): column name or SKIP}; returns how many are new or changed.

    Raises NotAllowed for another bank, Refusal for a column that does not exist.
    """
    must_act_for(bank, actor, "记住表头的对应")
    changed = 0
    for (key, header), column in said.items():
        if column != SKIP and column not in BY_NAME:
            raise Refusal(f"没有“{column}”这一栏。请从列出的栏目中选择。")
        row = ColumnProfile.objects.filter(bank=bank, key=key).first() or ColumnProfile(bank=bank, key=key)
        if row.pk and row.column == column:
            continue
        row.header, row.column, row.taught_by, row.taught_on = header[:100], column, actor, today
        with acting(actor, f"“{header[:60]}”对应“{row.get_column_display()}”", source="mapping"):
            row.save()
        changed += 1
    return changed
