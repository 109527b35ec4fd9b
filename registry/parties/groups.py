"""Django groups and permissions, made from the one table in roles.py."""

from .roles import ROLES

# Rights over pages themselves are given per tree, by cms/pages/founding.
EDITORS = {
    "wagtailadmin.access_admin", "pages.change_officesettings", "pages.change_wordlist", "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect", "wagtailredirects.delete_redirect",
}  # fmt: skip


def rights_of(role, table_of):
    """Every permission (`app.codename`) of a role. `table_of(model label)` gives its move table."""
    rights = set(role.extra)
    for verb, models in (("view", role.views), ("add", role.adds), ("change", role.changes)):
        for label in models:
            app, model = label.split(".")
            rights.add(f"{app}.{verb}_{model}")
    for label, names in role.moves.items():
        table = table_of(label)
        for name in names.split():
            rights.add(table.permission(table.by_name[name].name))
    return rights


def sync_groups(Group, Permission, table_of):
    """Make each role's group hold exactly its rights. Returns the rights that no model declares (a defect)."""
    known = {
        f"{p.content_type.app_label}.{p.codename}": p
        for p in Permission.objects.select_related("content_type")
    }
    missing = set()
    for role in ROLES.values():
        wanted = rights_of(role, table_of)
        if role.edits_pages:
            wanted |= EDITORS
        missing |= wanted - known.keys()
        group, _ = Group.objects.get_or_create(name=role.label)
        group.permissions.set([known[right] for right in wanted & known.keys()])
    return missing
