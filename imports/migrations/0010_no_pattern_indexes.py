"""PostgreSQL: without the second index that Django gives each indexed text, for questions how a text begins.

Nobody asks so of the ledger, of loans or of uploads, and each row written paid for it: a tenth of booking a bank's file.
"""

from django.db import migrations

APPS = ("ledger", "lending", "imports")
FOUND = (
    "SELECT quote_ident(indexname) FROM pg_indexes "
    "WHERE schemaname = current_schema() AND tablename = ANY(%s) AND indexdef LIKE '%%varchar_pattern_ops%%'"
)


def drop(apps, editor):
    if editor.connection.vendor != "postgresql":
        return
    tables = [model._meta.db_table for app in APPS for model in apps.get_app_config(app).get_models()]
    with editor.connection.cursor() as cursor:
        cursor.execute(FOUND, [tables])
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0009_compact_rows"),
        ("ledger", "0002_proposals"),
        ("lending", "0012_recalled"),
    ]
    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
