from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("publicity", "0003_carry_over")]

    operations = [
        migrations.RemoveField(
            model_name="historicalobjection",
            name="evidence",
        ),
        migrations.RemoveField(
            model_name="historicalobjection",
            name="evidence_name",
        ),
        migrations.RemoveField(
            model_name="objection",
            name="evidence",
        ),
        migrations.RemoveField(
            model_name="objection",
            name="evidence_name",
        ),
    ]
