"""The one door of the interface: method, limit, parameters, edition, answer; the same headers on every answer."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from publicity.edition import Edition, edition_of
from publicity.filtering import Parameter, read
from registry.history import clock

from .admitting import reader_of
from .fields import pick
from .problems import Problem, problem_answer

METHODS = "GET, HEAD, OPTIONS"
REVISION = "1"
FRESH, ASK_AGAIN = "public, max-age=5", "no-cache"


@dataclass(frozen=True)
class Endpoint:
    """One address. `answer(ask)` gives the data of the shape declared, or (data, moment of its last change), or a whole answer.

    `vouched`: an unchanged edition of the public records proves that the answer has not changed either.
    """

    route: str
    name: str
    title: str
    about: str
    shape: dict
    answer: Callable
    parameters: tuple[Parameter, ...] = ()
    required: tuple[str, ...] = ()
    path: dict = field(default_factory=dict)
    vouched: bool = False
    caching: str = FRESH
    misses: tuple[int, ...] = (400, 405, 429)
    scope: str = "public"
    media: tuple[str, ...] = ("application/json",)


@dataclass(frozen=True)
class Ask:
    """What was asked: values of the query string, of the path, the day, the request itself, the key it showed (or None)."""

    request: object
    values: dict
    place: dict
    today: date
    key: object = None


def view_of(endpoint):
    """The Django view of one endpoint."""

    @csrf_exempt
    def view(request, **place):
        try:
            answer = _answered(endpoint, request, place)
        except Problem as problem:
            answer = problem_answer(problem)
        if "Authorization" in request.headers and "Cache-Control" in answer:
            answer["Cache-Control"] = answer["Cache-Control"].replace("public", "private")
        patch_vary_headers(answer, ["Authorization"])
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
        return answer

    view.endpoint = endpoint
    return view


def _answered(endpoint, request, place):
    if request.method == "OPTIONS":
        return _options()
    if request.method not in ("GET", "HEAD"):
        raise Problem(405, "方法不支持", "本接口只供读取，请用 GET。", Allow=METHODS)
    key = reader_of(request, endpoint.scope)
    ask = Ask(request, _values(endpoint, request), place, clock.today(), key)
    edition = edition_of(ask.today) if endpoint.vouched else None
    if edition is None or not edition.word:
        return _hashed(endpoint, ask, edition)
    etag = hashed_tag(edition.word, request.get_full_path())
    early = get_conditional_response(request, etag, _seconds(edition.changed), None)
    if early is not None:
        return headed(early, endpoint.caching, etag, edition.changed)
    return headed(_json(pick(endpoint.shape, endpoint.answer(ask))), endpoint.caching, etag, edition.changed)


def _hashed(endpoint, ask, edition):
    """An answer no edition vouches for: its ETag is its content, and a day alone never proves it unchanged."""
    told = endpoint.answer(ask)
    if isinstance(told, HttpResponse):
        return told
    data, moment = told if isinstance(told, tuple) else (told, None)
    answer = _json(pick(endpoint.shape, data))
    etag = hashed_tag(answer.content.decode())
    changed = moment or (edition or Edition("", midnight(ask.today))).changed
    headed(answer, endpoint.caching, etag, changed)
    return get_conditional_response(ask.request, etag, moment and _seconds(moment), answer)


def _values(endpoint, request):
    asked = read(request.GET, endpoint.parameters)
    labels = {one.name: one.label for one in endpoint.parameters}
    named = {problem.split(" ", 1)[1].split("：")[0] for problem in asked.problems if " " in problem}
    for name in endpoint.required:
        if name not in asked.values and name not in named:
            asked.problems.append(f"参数 {name}：没有填写。{labels[name]}。")
    if asked.problems:
        raise Problem(400, "参数有误", *asked.problems)
    return asked.values


def _options():
    answer = HttpResponse(status=204)
    answer["Allow"] = answer["Access-Control-Allow-Methods"] = METHODS
    answer["Access-Control-Allow-Headers"] = "Authorization, If-None-Match, If-Modified-Since, Accept"
    answer["Access-Control-Max-Age"] = "86400"
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


def _json(data):
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(body, content_type="application/json; charset=utf-8")


def headed(answer, caching, etag, changed):
    """The answer with what every answer carries."""
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(_seconds(changed))
    answer["Cache-Control"] = caching
    return answer


def hashed_tag(*parts) -> str:
    """An entity tag over these words."""
    return f'"{hashlib.sha256(" ".join([REVISION, *parts]).encode()).hexdigest()[:32]}"'


def _seconds(moment):
    """Never the second that is still running: another change may fall into it."""
    return int(min(moment, clock.moment() - timedelta(seconds=1)).timestamp())


def midnight(day):
    """The moment a day begins."""
    return timezone.make_aware(datetime.combine(day, time()))
