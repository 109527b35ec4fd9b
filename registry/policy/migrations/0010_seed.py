"""What the register knows from its first day (registry.policy.seeds)."""

from django.db import migrations

from registry.policy.seeds import seed_all


def plant(apps, schema_editor):
    seed_all(apps)


class Migration(migrations.Migration):
    dependencies = [("policy", "0001_initial")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop, elidable=False)]
