"""Which edition of the public records a reader sees: another word as soon as one of them was written, or a day began.

Every write of a recorded row leaves a history row, so the last history row of each table says it. PostgreSQL numbers rows
before they are committed (decision 0044): while somebody else is writing, an edition has no word, and nothing is kept by it. A
row that is committed after one with a higher number shows in the count of the last thousand numbers.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from registry.history.version import OTHERS_WRITE
from registry.history.walls import lifted
from registry.history.writing import history_of
from registry.parties.models import Business, Qualification
from registry.policy.models import PolicyVersion

from .models import Announcement, Notice, NoticeEntry

SOURCES = (Notice, NoticeEntry, Announcement, Qualification, Business, PolicyVersion)
_LAST = '(SELECT max(history_id) FROM "{0}")'
_RECENT = '(SELECT count(*) FROM "{0}" WHERE history_id > (SELECT max(history_id) - 1000 FROM "{0}"))'
_MOMENT = '(SELECT max(history_date) FROM "{0}")'


@dataclass(frozen=True)
class Edition:
    """`word` is "" while another transaction is writing; `changed` is never later than the last change, to the second.

    `last`: the last history row of each source, 0 for none.
    """

    word: str
    changed: datetime
    last: tuple[int, ...] = ()


def edition_of(today, sources=SOURCES) -> Edition:
    """The edition as of `today`, told by one statement. Read it before what it is to vouch for."""
    tables = [history_of(model)._meta.db_table for model in sources]
    asked = [one.format(table) for one in (_LAST, _RECENT, _MOMENT) for table in tables]
    alone = f"NOT {OTHERS_WRITE}" if connection.vendor == "postgresql" else "1"
    with lifted(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}, {alone}")
        *told, settled = cursor.fetchone()
    numbers, written = told[: 2 * len(tables)], told[2 * len(tables) :]
    midnight = timezone.make_aware(datetime.combine(today, time()))
    last = tuple(number or 0 for number in numbers[: len(tables)])
    if not settled:
        return Edition("", midnight - timedelta(seconds=1), last)
    word = hashlib.sha256(f"{today.isoformat()} {numbers}".encode()).hexdigest()
    return Edition(word, max([midnight, *(_moment(one) for one in written if one)]), last)


def _moment(told):
    """SQLite tells moments as text in UTC."""
    return datetime.fromisoformat(told).replace(tzinfo=UTC) if isinstance(told, str) else told
