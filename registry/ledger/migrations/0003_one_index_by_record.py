"""The changes of a record are found by the unique index over record and ordinal: a record has few, and two clocks pick among them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_proposals")]
    operations = [migrations.RemoveIndex("statuschange", "ix_change_two_clocks")]
