"""The papers of a compensation file, and since when claims under way have waited (registry.lending.seeds)."""

from django.db import migrations

from registry.lending.seeds import count_waiting, seed_papers


def plant(apps, schema_editor):
    seed_papers(apps)
    count_waiting(apps)


class Migration(migrations.Migration):
    dependencies = [("lending", "0008_dossier"), ("policy", "0015_claim_terms")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop, elidable=False)]
