"""The first pages stood in the menu by their address; from now on the menu is what `show_in_menus` says."""

from django.db import migrations


def into_menus(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Page.objects.filter(depth=3, slug__in=("zhengce", "zhinan", "anli")).update(show_in_menus=True)


class Migration(migrations.Migration):
    dependencies = [("pages", "0003_editors_tools")]
    operations = [migrations.RunPython(into_menus, migrations.RunPython.noop)]
