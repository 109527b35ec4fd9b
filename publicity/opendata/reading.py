"""What readers see of the editions: the newest of every table, the older ones, one file by its day and name."""

from ..models import OpenDataEdition
from . import shelf
from .keeping import held_rows, may_be_read
from .tables import TABLES

MOST = 60
KINDS = {
    "csv": "表格（CSV）", "json": "数据（JSON）", "changes": "与上一版的差别（JSON）", "json_schema": "JSON 的字段说明",
    "table_schema": "CSV 的字段说明",
}  # fmt: skip


def editions_of(slug) -> list:
    """The latest editions of a table, newest first; retired ones too, for their counts and fingerprints."""
    rows = OpenDataEdition.objects.filter(table=slug).order_by("-day", "-revision")
    return list(rows[:MOST])


def overview() -> list[tuple]:
    """(table, newest edition or None, the ones before it) of every table."""
    told = []
    for table in TABLES.values():
        first, *rest = editions_of(table.slug) or [None]
        told.append((table, first, rest))
    return told


def find(day, name):
    """(edition, file) of one file by its day and name; (None, None) where there never was one."""
    for edition in OpenDataEdition.objects.filter(day=day):
        for file in edition.files:
            if file["name"] == name:
                return edition, file
    return None, None


def fetch(edition, file, today) -> tuple[bytes | None, str]:
    """(bytes, "") of a file that may be handed out, else (None, why): retired, leaving or unreadable."""
    if edition.retired_on:
        return None, "retired"
    if held_rows(edition) is None:
        return None, "unreadable"
    if not may_be_read(edition, today):
        return None, "leaving"
    content = shelf.take(file["sha256"])
    return content, "" if content is not None else "unreadable"
