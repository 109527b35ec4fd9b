"""The status column, built from a move table so that the two cannot disagree."""

from django.db import models


def StatusField(table, **kwargs):
    """A CharField with the table's states as choices, read-only in forms. Written by the ledger only."""
    return models.CharField(
        kwargs.pop("verbose_name", "状态"),
        max_length=24,
        choices=list(table.states.items()),
        default=table.initial,
        editable=False,
        db_index=True,
        **kwargs,
    )
