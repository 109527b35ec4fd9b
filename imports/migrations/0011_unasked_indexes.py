"""Without the indexes that nobody asks, on the tables to which each row of a bank's file adds one.

Staged rows are found by upload and number; past rows of lines, notes and positions by their own key, their day, their account or
their bank; a link by what it is about, the day it takes effect and who acted. Where SQLite makes a table anew, Django puts these back: slower, no more.
"""

from django.db import migrations

UNASKED = (
    ("imports", "stagedrow", {"upload_id"}),
    ("ledger", "statuschange", {"policy_version_id", "recorded_at"}),
    ("lending", "historicalcreditline", {"business_id", "status", "history_user_id"}),
    ("lending", "historicalloannote", {"business_id", "line_id", "status", "history_user_id"}),
    ("lending", "historicalposition", {"corrects_id", "source", "history_user_id"}),
)


def drop(apps, editor, unasked=UNASKED):
    with editor.connection.cursor() as cursor:
        for app, model, columns in unasked:
            table = apps.get_model(app, model)._meta.db_table
            found = editor.connection.introspection.get_constraints(cursor, table)
            for name, told in found.items():
                if (
                    told["index"]
                    and not told["unique"]
                    and len(told["columns"]) == 1
                    and columns & {*told["columns"]}
                ):
                    cursor.execute(f"DROP INDEX {editor.quote_name(name)}")


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0010_no_pattern_indexes"),
        ("ledger", "0002_proposals"),
        ("lending", "0012_recalled"),
    ]
    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
