"""Refusals of the interface: RFC 9457, in Chinese, for every error under `/api/`, whoever made it."""

import json

from django.http import HttpResponse

KIND = "application/problem+json"
TITLES = {
    400: ("请求有误", "请求的写法不对，没有办理。请对照接口说明核对地址和参数。"),
    401: ("没有权限", "这个地址要用密钥才能访问。请与旗金融服务中心联系。"),
    403: ("不能访问", "这个地址不能这样访问。"),
    404: ("没有这个地址", "没有这个地址。全部地址见 /api/v1/docs/。"),
    405: ("方法不支持", "这个地址不支持这种请求方法，可以用的方法见 Allow 一栏。"),
    410: ("不再提供", "这里的内容已经停止公开，不再提供。"),
    412: ("条件不符", "内容与请求里写明的版本不一致，没有办理。"),
    413: ("内容过大", "发来的内容太大，没有办理。"),
    429: ("请求过于频繁", "请求过于频繁，请过一会儿再试。"),
    500: ("系统出错", "系统出错，没有办成。已经留下记录，请稍后再试；一直不行的，请与旗金融服务中心联系。"),
    503: ("暂时不能服务", "系统暂时不能服务，请稍后再试。"),
}


class Problem(Exception):
    """A refusal: HTTP status, title, sentences; `more` members of its own, headers."""

    def __init__(self, status, title, *sentences, more=None, **headers):
        self.code, self.title, self.sentences, self.headers = status, title, sentences, headers
        self.more = more or {}
        super().__init__("".join(sentences))


def problem_answer(problem):
    """The refusal as it leaves; never kept by a cache."""
    said = {
        "type": "about:blank", "title": problem.title, "status": problem.code,
        "detail": "".join(problem.sentences), "errors": list(problem.sentences), **problem.more,
    }  # fmt: skip
    answer = HttpResponse(json.dumps(said, ensure_ascii=False), status=problem.code, content_type=KIND)
    answer["Cache-Control"] = "no-store"
    for name, value in problem.headers.items():
        answer[name.replace("_", "-")] = value
    return answer


class ApiProblems:
    """Turns errors under `/api/` that Django, Wagtail or a fault made into problems."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        if not request.path.startswith("/api/") or answer.status_code < 400:
            return answer
        told = answer.headers.get("Content-Type", "").startswith(KIND)
        return answer if told else _as_problem(answer)


def _as_problem(answer):
    title, sentence = TITLES.get(answer.status_code) or TITLES[400 if answer.status_code < 500 else 500]
    made = problem_answer(Problem(answer.status_code, title, sentence))
    for name in ("Allow", "Retry-After"):
        if name in answer.headers:
            made[name] = answer.headers[name]
    return made
