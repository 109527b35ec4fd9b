"""The database itself refuses to change or remove what was written about access."""

from django.db import migrations

from registry.ledger import guards

LOGS = ("parties_accessevent",)


def guard(apps, schema_editor):
    guards.install(schema_editor, LOGS)


def unguard(apps, schema_editor):
    guards.remove(schema_editor, LOGS)


class Migration(migrations.Migration):
    dependencies = [("parties", "0012_accounts")]
    operations = [migrations.RunPython(guard, unguard)]
