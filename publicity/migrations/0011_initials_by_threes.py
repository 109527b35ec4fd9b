"""The index of the search now holds initials by threes too: what it holds is taken in anew by the timer, newest last."""

from django.db import migrations

ROSTER, ENTRY, NOTICE, ANNOUNCEMENT, PAGE = 1, 2, 3, 4, 5
HELD = (
    ("parties_qualification", ROSTER, "business_id"),
    ("publicity_noticeentry", ENTRY, "id"),
    ("publicity_notice", NOTICE, "id"),
    ("publicity_announcement", ANNOUNCEMENT, "id"),
    ("wagtailcore_page", PAGE, "id"),
)


def note(apps, editor):
    """Nothing where the index is still empty: a first installation notes every row by itself."""
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM publicity_searchgrams LIMIT 1")
        if cursor.fetchone() is None:
            return
        tables = editor.connection.introspection.table_names(cursor)
        for table, kind, column in HELD:
            if table in tables:
                cursor.execute(
                    f"INSERT INTO publicity_searchdue (kind, record_id) SELECT {kind}, {column} FROM {table} ORDER BY {column}"
                )


class Migration(migrations.Migration):
    dependencies = [("publicity", "0010_marks_of_changes")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
