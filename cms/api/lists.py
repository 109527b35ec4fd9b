"""Lists with cursors, and single records: notices, announcements, the roster."""

from urllib.parse import urlencode

from django.db.models import Q

from publicity import filtering
from publicity.filtering import Parameter, whole
from publicity.listing import roster_lines
from publicity.models import Announcement, Notice
from publicity.publicdata import announcements_json, notices_json

from . import cursors
from .problems import Problem

LIMIT, MOST, LONGEST = 20, 100, 400


def token(name, about):
    """A word this interface gave out earlier, to be handed back as it is."""

    def read(text):
        if len(text) > LONGEST:
            raise ValueError("太长，不是本接口给出的。请原样使用本接口给出的内容。")
        return text

    return Parameter(name, about, {"type": "string", "maxLength": LONGEST}, read)


LIMITED = whole("limit", f"一页几条，1至{MOST}，不写为{LIMIT}", MOST)
PAGING = (token("cursor", "从哪里接着取：原样使用上一页给出的 next_cursor"), LIMITED)


def listed(name, made, *key):
    """The answer of one list, made of its rows by `made(rows, today)`; `key` are the two columns it is ordered by, downwards."""

    def answer(ask):
        values = dict(ask.values)
        limit, cursor = values.pop("limit", LIMIT), values.pop("cursor", "")
        of, rows = cursors.list_of(name, values), getattr(filtering, name)(values, ask.today)
        if cursor:
            rows = rows.filter(_after(key, cursors.read(cursor, of, (str, int))))
        found = list(rows[: limit + 1])
        following = cursors.written(of, _place(found[limit - 1], key)) if len(found) > limit else None
        return {
            "as_of": ask.today.isoformat(), "items": made(found[:limit], ask.today), "next_cursor": following,
            "next": following and _next(ask, following),
        }  # fmt: skip

    return answer


def _place(row, key):
    return getattr(row, key[0]).isoformat(), row.pk


def _after(key, place):
    return Q(**{f"{key[0]}__lt": place[0]}) | Q(**{key[0]: place[0], "pk__lt": place[1]})


def _next(ask, cursor):
    query = {name: value for name, value in ask.values.items() if name != "cursor"}
    return f"{ask.request.path}?{urlencode({**query, 'cursor': cursor})}"


notices = listed("notices", notices_json, "published_on")
announcements = listed("announcements", announcements_json, "published_on")
roster = listed("roster", roster_lines, "recognised_on")


def notice(ask):
    """One published notice. Raises Problem 404."""
    return _one(Notice.objects.public(), notices_json, ask, "公示")


def announcement(ask):
    """One announcement; once it is over it keeps its address and loses its rows. Raises Problem 404."""
    rows = Announcement.objects.filter(published_on__lte=ask.today).select_related("notice", "corrects")
    return _one(rows, announcements_json, ask, "公告")


def _one(rows, made, ask, kind):
    serial = ask.place["serial"]
    found = list(rows.filter(serial=serial)[:1]) if serial.isascii() and serial.isalnum() else []
    if not found:
        raise Problem(
            404, "查不到", f"没有编号为“{serial[:20]}”的{kind}。请核对编号，公示以 GS 开头，公告以 GG 开头。"
        )
    return made(found, ask.today)[0]
