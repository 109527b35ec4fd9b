"""The sources R55 names with their institutions, and triggers that make the logs of looks and calls append-only."""

from django.db import migrations

from registry.credit.founding import found
from registry.history import clock
from registry.ledger import guards

LOGS = ("credit_profilequery", "credit_apicall")


def make(apps, schema_editor):
    found(apps, clock.moment())
    guards.install(schema_editor, LOGS)


def remove(apps, schema_editor):
    guards.remove(schema_editor, LOGS)


class Migration(migrations.Migration):
    dependencies = [("credit", "0001_initial"), ("parties", "0011_provider")]
    operations = [migrations.RunPython(make, remove)]
