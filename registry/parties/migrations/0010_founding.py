"""The bodies the policy names and the seven towns."""

from django.db import migrations

from registry.parties.founding import found


def make(apps, schema_editor):
    found(apps)


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
