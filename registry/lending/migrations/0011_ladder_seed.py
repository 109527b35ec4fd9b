"""The steps of the ladder between day 1 and day 60 (registry.lending.seeds)."""

from django.db import migrations

from registry.lending.seeds import seed_steps


def plant(apps, schema_editor):
    seed_steps(apps)


class Migration(migrations.Migration):
    dependencies = [("lending", "0010_ladder")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop, elidable=False)]
