"""The rows the search has still to take in, and the table of grams it asks; `publicity.search.watching` queues what is there."""

from django.db import migrations, models

TABLE = "publicity_searchgrams"


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TABLE {TABLE} (id bigint NOT NULL PRIMARY KEY, grams integer[] NOT NULL)"
        )
        schema_editor.execute(f"CREATE INDEX ON {TABLE} USING gin (grams) WITH (fastupdate = off)")
        return
    schema_editor.execute(
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(grams, detail=none, columnsize=0, tokenize='ascii')"
    )


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("publicity", "0005_proof_of_publicity")]

    operations = [
        migrations.CreateModel(
            name="SearchDue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.PositiveSmallIntegerField(verbose_name="来源")),
                ("record_id", models.BigIntegerField(verbose_name="记录")),
            ],
            options={
                "verbose_name": "待收入检索的记录",
                "verbose_name_plural": "待收入检索的记录",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.RunPython(create, drop),
    ]
