"""Triggers that make the ledger and issued papers append-only in the database itself."""

from django.db import migrations

from registry.ledger import guards


def install(apps, schema_editor):
    guards.install(schema_editor)


def remove(apps, schema_editor):
    guards.remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_roles")]
    operations = [migrations.RunPython(install, remove)]
