"""How every public answer leaves: cacheable, 304 when nothing changed, problems in Chinese as application/problem+json."""

import json
from functools import wraps
from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

MAX_AGE = 300


class Problem(Exception):
    """A refusal: HTTP status, title, sentences (RFC 9457)."""

    def __init__(self, status, title, *sentences, **headers):
        self.code, self.title, self.sentences, self.headers = status, title, sentences, headers
        super().__init__("".join(sentences))


def public_json(view):
    """`view(request)` gives (data, moment of the last change); only GET and HEAD, no cookie, the same for everybody."""

    @wraps(view)
    def answered(request):
        try:
            if request.method not in ("GET", "HEAD"):
                raise Problem(405, "方法不支持", "本接口只供读取，请用 GET。", Allow="GET, HEAD")
            return _told(request, *view(request))
        except Problem as problem:
            return _problem(problem)

    return answered


def _told(request, data, changed):
    body = json.dumps(data, ensure_ascii=False).encode()
    answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    answer["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
    answer["Cache-Control"] = f"public, max-age={MAX_AGE}"
    moment = int(changed.timestamp())
    answer["Last-Modified"] = http_date(moment)
    return get_conditional_response(request, answer["ETag"], moment, answer)


def _problem(problem):
    said = {
        "type": "about:blank", "title": problem.title, "status": problem.code,
        "detail": "".join(problem.sentences), "errors": list(problem.sentences),
    }  # fmt: skip
    answer = HttpResponse(
        json.dumps(said, ensure_ascii=False), status=problem.code, content_type="application/problem+json"
    )
    answer["Cache-Control"] = "no-store"
    for name, value in problem.headers.items():
        answer[name] = value
    return answer
