"""What is still right to hand out, and what must go: old versions keep their counts and fingerprints only (decision 0058)."""

import json
from datetime import timedelta

from registry.policy.versions import terms_on

from ..models import OpenDataEdition
from . import shelf
from .comparing import outlives
from .files import kept_until
from .tables import TABLES, rows_of

AGE = timedelta(hours=1)
LAWFUL = "其中有内容已经依法撤下、更正或者清除，本版不再提供；请改用最新版本。"
OLD = "保留期已满，本版只保留行数和指纹；请改用最新版本。"


def held_rows(edition) -> list | None:
    """The rows of an edition as stored; None when the file is gone or does not match its fingerprint."""
    name = next((file["sha256"] for file in edition.files if file["kind"] == "json"), "")
    content = shelf.take(name) if name else None
    return None if content is None else json.loads(content)["rows"]


def is_fit(edition, now) -> bool:
    """Whether an edition may be handed out while `now` are the rows that are public: it names nobody who has left."""
    if edition.retired_on:
        return False
    rows, table = held_rows(edition), TABLES[edition.table]
    return rows is not None and not outlives(rows, now, table.key, table.personal)


def may_be_read(edition, today) -> bool:
    """The same, asked at the moment of reading: a withdrawal holds at once, not from the next night."""
    return edition.retired_on is None and is_fit(edition, rows_of(TABLES[edition.table], today))


def retire_old(table, rows, *, newest, today):
    """Retire every edition of a table but the newest that is past its days or holds what has left since."""
    days = terms_on(today).opendata_keep_days
    for edition in OpenDataEdition.objects.standing().filter(table=table.slug).exclude(pk=newest.pk):
        if not is_fit(edition, rows):
            _retire(edition, today, LAWFUL)
        elif kept_until(edition.day, days) < today:
            _retire(edition, today, OLD)


def _retire(edition, today, why):
    edition.retired_on, edition.retired_why = today, why
    edition.save(update_fields=["retired_on", "retired_why"])


def sweep(*, now) -> list[str]:
    """Delete every file older than an hour that no standing edition names; a file just written waits for its row."""
    named = {file["sha256"] for edition in OpenDataEdition.objects.standing() for file in edition.files}
    strays = [name for name in shelf.names(before=now - AGE) if name not in named]
    for name in strays:
        shelf.drop(name)
    return strays
