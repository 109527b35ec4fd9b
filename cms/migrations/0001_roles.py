"""Groups and permissions from the table in registry/parties/roles.py; cms.roles brings later rows of it in after each migrate."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from registry.ledger.moves import table_for
from registry.parties.groups import sync_groups

APPS = (
    "policy",
    "ledger",
    "parties",
    "documents",
    "screening",
    "lending",
    "sanctions",
    "publicity",
    "imports",
)


def make_groups(apps, schema_editor):
    from django.apps import apps as live

    for label in (*APPS, "wagtailadmin"):
        create_permissions(live.get_app_config(label), apps=apps, verbosity=0)
    sync_groups(apps.get_model("auth", "Group"), apps.get_model("auth", "Permission"), table_for)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        *[(label, "0001_initial") for label in APPS],
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
