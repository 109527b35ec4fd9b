"""`changes/?since=`: what became public, changed or left, in order; whoever stops goes on where he stopped."""

from django.utils import timezone

from publicity.changes import after, look, records_of
from publicity.filtering import whole
from registry.history import clock

from . import cursors
from .fields import ANNOUNCEMENT, BUSINESS, NOTICE, pick
from .lists import LIMIT, MOST, token
from .problems import Problem

OF, WITH_KEY = "changes", 1000
SINCE = token("since", "从哪里接着取：上一次给出的 next_cursor；不写的从头取")
LIMITED = whole("limit", f"一次几条，1至{MOST}，不写为{LIMIT}；带密钥的最多{WITH_KEY}", WITH_KEY)
PARAMETERS = (SINCE, LIMITED)
SHAPES = {"notice": NOTICE, "announcement": ANNOUNCEMENT, "roster": BUSINESS}


def changes(ask):
    """The changes after `since`. What is no longer public is a bare number, also where it was added or changed before."""
    since, limit = ask.values.get("since", ""), ask.values.get("limit", LIMIT)
    if limit > MOST and ask.key is None:
        raise Problem(400, "参数有误", f"参数 limit：没有密钥的一次最多{MOST}条，现在是{limit}。")
    (number,) = cursors.read(since, OF, (int,), name="since") if since else (0,)
    look(today=ask.today, moment=clock.moment())
    found = after(number, limit + 1)
    rows, more = found[:limit], len(found) > limit
    records = records_of(rows, ask.today)
    last = rows[-1].number if rows else number
    return {
        "as_of": ask.today.isoformat(), "items": [_item(row, records.get((row.subject, row.record_id))) for row in rows],
        "next_cursor": cursors.written(OF, [last]), "more": more,
    }  # fmt: skip


def _item(row, record):
    shown = pick(SHAPES[row.subject], record) if record else None
    return {
        "cursor": cursors.written(OF, [row.number]), "subject": row.subject, "id": row.public_id, "action": row.action,
        "changed_on": row.changed_on.isoformat(), "recorded_at": timezone.localtime(row.recorded_at).isoformat(timespec="seconds"),
        "url": record["url"] if record and "url" in record else "", "record": shown,
    }  # fmt: skip
