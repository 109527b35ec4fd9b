"""The interface described: OpenAPI 3.1 for machines and a page for people, both made from the declarations of the doors."""

import json
from functools import cache

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from registry.history import clock

from .door import METHODS, Endpoint, hashed_tag, headed, midnight
from .endpoints import ENDPOINTS
from .fields import PROBLEM
from .problems import KIND, TITLES, Problem, problem_answer

VERSION, KEEPING = "1.0.0", "public, max-age=300"
ABOUT = (
    "信用担保贷款的公示、公告、名录，供其他系统读取。只读，不用密钥就能读，内容与网站上公开的相同。"
    "出错时答复 application/problem+json。每个答复带 ETag，请在下次请求时用 If-None-Match 带回，没有变化的答复 304。"
)
KEYS = (
    "密钥由旗金融服务中心发给单位，有期限、权限和允许的网络地址；带上密钥可以问得更勤、一次取得更多，看到的内容相同。"
    "写作 Authorization: Bearer 密钥。无效的答复401，地址或者权限不符的答复403。"
)
KEYED = (401, 403)
HEADERS = {
    "ETag": "版本标记，下次请求时用 If-None-Match 带回",
    "Last-Modified": "最近变化的时间",
    "Cache-Control": "可以保存多久",
}
TOO_SOON = {"Retry-After": "过多少秒再试"}


@cache
def openapi() -> dict:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "信保贷公开数据接口", "version": VERSION, "description": ABOUT},
        "servers": [{"url": settings.SITE_URL}],
        "paths": {f"/api/v1/{one.route}": {"get": _operation(one), "head": _operation(one, "head")} for one in ENDPOINTS},
        "security": [{}, {"key": []}],
        "components": {
            "schemas": {"Problem": PROBLEM},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": KEYS}},
        },
    }  # fmt: skip


def _operation(endpoint: Endpoint, method="get"):
    shown = {kind: {"schema": _shape(endpoint, kind)} for kind in endpoint.media} if method == "get" else None
    answers = {"200": _answer("答复", HEADERS, shown), "304": _answer("没有变化", HEADERS)}
    for status in (*endpoint.misses, *KEYED):
        heads = TOO_SOON if status == 429 else {"Allow": "可以用的方法"} if status == 405 else {}
        problem = {KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}} if method == "get" else None
        answers[str(status)] = _answer(TITLES[status][0], heads, problem)
    return {
        "operationId": f"{endpoint.name.replace('-', '_')}_{method}", "summary": endpoint.title,
        "description": endpoint.about, "parameters": [*_in_path(endpoint), *_in_query(endpoint)], "responses": answers,
    }  # fmt: skip


def _shape(endpoint, kind):
    return endpoint.shape if kind == "application/json" else {"type": "string"}


def _answer(about, heads, content=None):
    told = {name: {"description": words, "schema": {"type": "string"}} for name, words in heads.items()}
    return {"description": about, "headers": told, **({"content": content} if content else {})}


def _in_path(endpoint):
    for name, (about, schema) in endpoint.path.items():
        yield {"name": name, "in": "path", "required": True, "description": about, "schema": schema}


def _in_query(endpoint):
    for one in endpoint.parameters:
        yield {
            "name": one.name, "in": "query", "required": one.name in endpoint.required, "description": one.label,
            "schema": _may_be_empty(one, endpoint),
        }  # fmt: skip


def _may_be_empty(parameter, endpoint):
    """An empty value is none, as a form sends it."""
    if "enum" not in parameter.schema or parameter.name in endpoint.required:
        return parameter.schema
    return {**parameter.schema, "enum": [*parameter.schema["enum"], ""]}


def document(request):
    """`openapi.json`."""
    text = json.dumps(openapi(), ensure_ascii=False, indent=1)
    return _plain(request, HttpResponse(text, content_type="application/json; charset=utf-8"))


def human(request):
    """The page for people."""
    return _plain(
        request,
        render(
            request,
            "pages/interface.html",
            {"doors": _doors(), "about": ABOUT, "keys": KEYS, "site": settings.SITE_URL, "client": client()},
        ),
    )


@cache
def client() -> str:
    """The example client, as it lies in the documents."""
    return (settings.BASE_DIR / "docs" / "examples" / "follow_changes.py").read_text("utf-8")


def _plain(request, answer):
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        return problem_answer(Problem(405, "方法不支持", "本接口只供读取，请用 GET。", Allow=METHODS))
    etag = hashed_tag(answer.content.decode())
    headed(answer, KEEPING, etag, midnight(clock.today()))
    answer["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag, None, answer)


def _doors():
    return [
        {
            "path": f"/api/v1/{one.route}", "title": one.title, "about": one.about, "id": one.name,
            "parameters": [_said(p["name"], p) for p in (*_in_path(one), *_in_query(one))],
            "fields": _fields(one.shape),
        }
        for one in ENDPOINTS
    ]  # fmt: skip


def _said(name, told):
    return {"name": name, "label": told["description"], "required": told["required"]}


def _fields(schema, before=""):
    """(name, description) of every member, those of lists and records below it too."""
    for name, one in schema.get("properties", {}).items():
        inner = one.get("items", {})
        yield f"{before}{name}", one.get("description") or inner.get("description", "")
        yield from _fields(inner, f"{before}{name}[].")
