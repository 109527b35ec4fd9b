"""After every `migrate` the groups hold exactly what registry/parties/roles.py says, so an upgrade cannot miss a right."""

from django.apps import apps
from django.contrib.auth.management import create_permissions

from registry.ledger.moves import table_for
from registry.parties.groups import sync_groups

ROOMS = (
    "policy",
    "ledger",
    "parties",
    "documents",
    "screening",
    "lending",
    "sanctions",
    "reports",
    "publicity",
    "imports",
    "credit",
    "cms",
    "pages",
)


def sync_after_migrate(using="default", **_):
    """Receiver of Django's own `post_migrate`. Raises RuntimeError when the table names a right no model declares."""
    from django.contrib.auth.models import Group, Permission

    for label in (*ROOMS, "wagtailadmin", "wagtailredirects"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    missing = sync_groups(Group, Permission, table_for)
    if missing:
        raise RuntimeError(f"roles.py names rights that no model declares: {sorted(missing)}")
