"""The arrangements of 2019–2026 as announced, with their document numbers (registry.policy.seeds)."""

from django.db import migrations

from registry.policy.seeds import seed_versions


def plant(apps, schema_editor):
    seed_versions(apps)


class Migration(migrations.Migration):
    dependencies = [("policy", "0012_calendar_versions")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop, elidable=False)]
