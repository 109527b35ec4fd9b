"""`/api/v1/opendata/`: the list of editions, and one file of an edition; 410 with its fingerprint once it is gone."""

import base64
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from cms.pages.models import OfficeSettings
from publicity.opendata.files import LICENCE
from publicity.opendata.reading import KINDS, fetch, find, overview

from .problems import Problem

CACHING = "public, max-age=5"
JSON, CSV = "application/json; charset=utf-8", "text/csv; charset=utf-8"
ABSENT = "没有这一天的这个文件。请从 /api/v1/opendata/ 取得现有的日期和文件名。"
LEAVING = "其中有内容已经依法撤下，本版不再提供；十分钟之内会有新版本。"
UNREADABLE = "文件现在读不出来，或者与公布的指纹不符，没有提供。请过一会儿再试。"


def listing(ask):
    """Every table with its newest edition and those before it."""
    return {"licence": LICENCE, "contact": contact(), "tables": [_table(*one) for one in overview()]}


def file(ask):
    """One file as published, under its own fingerprint. Raises Problem 404, 410 and 503."""
    day, name = ask.place["day"], ask.place["name"]
    edition, found = find(_day(day), name) if _day(day) else (None, None)
    if edition is None:
        raise Problem(404, "没有这个文件", ABSENT)
    content, why = fetch(edition, found, ask.today)
    if content is None:
        raise _refused(edition, found, why)
    answer = HttpResponse(content, content_type=CSV if found["kind"] == "csv" else JSON)
    answer["ETag"], answer["Cache-Control"] = f'"{found["sha256"][:32]}"', CACHING
    answer["Last-Modified"] = http_date(edition.made_at.timestamp())
    answer["Content-Disposition"] = f'attachment; filename="{day}-{name}"'
    answer["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(found['sha256'])).decode()}:"
    return get_conditional_response(ask.request, answer["ETag"], None, answer)


def contact() -> dict:
    """Whom to ask about the data: the office's own name and numbers, as at the foot of every page."""
    office = OfficeSettings.objects.first() or OfficeSettings()
    return {"name": office.name, "phone": office.phone, "email": office.email}


def _table(table, newest, before):
    return {
        "table": table.slug, "title": table.title, "about": table.about, "key": table.key,
        "latest": _edition(newest) if newest else None, "earlier": [_edition(one) for one in before],
    }  # fmt: skip


def _edition(edition):
    gone = edition.retired_on
    return {
        "day": edition.day.isoformat(), "revision": edition.revision, "rows": edition.rows, "added": edition.added,
        "changed": edition.changed, "removed": edition.removed, "made_at": timezone.localtime(edition.made_at).isoformat(timespec="seconds"),
        "retired_on": gone.isoformat() if gone else None, "retired_why": edition.retired_why,
        "files": [
            {**one, "title": KINDS[one["kind"]], "url": None if gone else address(edition, one)} for one in edition.files
        ],
    }  # fmt: skip


def address(edition, file) -> str:
    """Where a file of an edition lies."""
    return f"/api/v1/opendata/{edition.day.isoformat()}/{file['name']}"


def _day(text):
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _refused(edition, found, why):
    told = {
        "day": edition.day.isoformat(),
        "file": found["name"],
        "sha256": found["sha256"],
        "rows": edition.rows,
    }
    if why == "unreadable":
        return Problem(503, "暂时读不出", UNREADABLE, more=told)
    return Problem(410, "本版不再提供", edition.retired_why or LEAVING, more=told)
