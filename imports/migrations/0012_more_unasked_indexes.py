"""Without four more indexes: nobody looks for a link, or for a past row of a line, note or position, by the account that acted.

The notes of a bank keep theirs: SQLite reads the newest of them out of it in their order.
"""

from functools import partial
from importlib import import_module

from django.db import migrations

UNASKED = (
    ("ledger", "statuschange", {"actor_id"}),
    *(
        ("lending", f"historical{model}", {"history_username"})
        for model in ("creditline", "loannote", "position")
    ),
)
drop = partial(import_module("imports.migrations.0011_unasked_indexes").drop, unasked=UNASKED)


class Migration(migrations.Migration):
    dependencies = [("imports", "0011_unasked_indexes"), ("ledger", "0003_one_index_by_record")]
    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
