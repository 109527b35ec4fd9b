"""`/api/v1/opendata/`: the list of editions, and one file of an edition; 410 with its fingerprint once it is gone."""

import base64
import hashlib
import json
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from cms.pages.models import OfficeSettings
from publicity.opendata.files import LICENCE
from publicity.opendata.reading import KINDS, fetch, find, overview
from registry.history import clock

CACHING = "public, max-age=5"
JSON, CSV = "application/json; charset=utf-8", "text/csv; charset=utf-8"
ABSENT = "没有这一天的这个文件。请从 /api/v1/opendata/ 取得现有的日期和文件名。"
LEAVING = "其中有内容已经依法撤下，本版不再提供；十分钟之内会有新版本。"
UNREADABLE = "文件现在读不出来，或者与公布的指纹不符，没有提供。请过一会儿再试。"


def listing(request):
    """Every table with its newest edition and those before it."""
    if request.method not in ("GET", "HEAD"):
        return _only_reading()
    told = {"licence": LICENCE, "contact": contact(), "tables": [_table(*one) for one in overview()]}
    body = json.dumps(told, ensure_ascii=False).encode()
    return _answer(request, body, JSON, f'"{_short(body)}"')


def file(request, day, name):
    """One file as published."""
    if request.method not in ("GET", "HEAD"):
        return _only_reading()
    edition, found = find(_day(day), name) if _day(day) else (None, None)
    if edition is None:
        return _problem(404, "没有这个文件", ABSENT)
    content, why = fetch(edition, found, clock.today())
    if content is None:
        return _refused(edition, found, why)
    answer = _answer(request, content, CSV if found["kind"] == "csv" else JSON, f'"{found["sha256"][:32]}"')
    answer["Content-Disposition"] = f'attachment; filename="{day}-{name}"'
    answer["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(found['sha256'])).decode()}:"
    return answer


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


def _short(body):
    return hashlib.sha256(body).hexdigest()[:32]


def _answer(request, body, kind, etag):
    answer = HttpResponse(body, content_type=kind)
    answer["ETag"], answer["Cache-Control"] = etag, CACHING
    answer["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag, None, answer)


def _refused(edition, found, why):
    told = {
        "day": edition.day.isoformat(),
        "file": found["name"],
        "sha256": found["sha256"],
        "rows": edition.rows,
    }
    if why == "unreadable":
        return _problem(503, "暂时读不出", UNREADABLE, **told)
    return _problem(410, "本版不再提供", edition.retired_why or LEAVING, **told)


def _only_reading():
    answer = _problem(405, "方法不支持", "本接口只供读取，请用 GET。")
    answer["Allow"] = "GET, HEAD"
    return answer


def _problem(status, title, sentence, **more):
    told = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": sentence,
        "errors": [sentence],
        **more,
    }
    answer = HttpResponse(
        json.dumps(told, ensure_ascii=False), status=status, content_type="application/problem+json"
    )
    answer["Cache-Control"], answer["Access-Control-Allow-Origin"] = "no-store", "*"
    return answer
