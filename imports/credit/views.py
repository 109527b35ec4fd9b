"""`POST /api/v1/credit-facts/`: the door for other systems. One key, one source; every call is written down (R55, AUD-3)."""

import json
from datetime import timedelta

from django.db import IntegrityError
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from registry.credit import tokens
from registry.credit.models import ApiCall
from registry.history import clock
from registry.history.errors import Refusal
from registry.ledger.keys import admits

from .receiving import BadRows, answer_of, earlier, receive

PER_MINUTE = 30
LARGEST = 1024 * 1024


class Problem(Exception):
    """A refusal with its HTTP status, title and sentence (RFC 9457)."""

    def __init__(self, status, title, detail, **more):
        self.code, self.title, self.detail, self.more = status, title, detail, more
        super().__init__(detail)


@csrf_exempt
def credit_facts(request):
    """Report facts. 201 booked, 200 told before, 401 no key, 403 not from here, 413, 415, 422 unfit, 429 too often."""
    address, token, delivery = address_of(request), None, None
    try:
        _not_too_often(address)
        token = _token(request, address)
        status, delivery = _report(request, token)
        answer = JsonResponse(answer_of(delivery), status=status)
        outcome = delivery.get_status_display()
    except Problem as problem:
        answer, outcome = problem_answer(problem), problem.title
    if answer.status_code != 429:
        ApiCall.objects.create(
            token=token, address=address, answered=answer.status_code, outcome=outcome, delivery=delivery
        )
    answer["Cache-Control"] = "no-store"
    return answer


def address_of(request):
    """Where the call comes from (cms/proxies.py)."""
    return request.META.get("REMOTE_ADDR", "")[:45]


def _not_too_often(address):
    since = timezone.now() - timedelta(minutes=1)
    if ApiCall.objects.filter(address=address, called_at__gte=since).count() >= PER_MINUTE:
        raise Problem(429, "请求过于频繁", f"一分钟内最多报送{PER_MINUTE}次。请稍后再试。")


def _token(request, address):
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = tokens.token_of(secret.strip()) if kind == "Bearer" and secret.strip() else None
    today = clock.today()
    if token is None or token.revoked_on or token.expires_on < today or not tokens.holder_reports(token):
        raise Problem(
            401,
            "密钥无效",
            "没有提供接口密钥，或者密钥不存在、已到期、已吊销、责任人已离岗。请与旗金融服务中心联系。",
        )
    try:
        admitted = admits(token, address)
    except ValueError:
        admitted = False
    if not admitted:
        raise Problem(403, "地址不在允许范围", f"这枚密钥不能从地址 {address} 使用。请与旗金融服务中心联系。")
    return token


def _report(request, token):
    if request.method != "POST":
        raise Problem(405, "方法不支持", "本接口只接受 POST 请求。")
    key = request.headers.get("Idempotency-Key", "").strip()
    if not 8 <= len(key) <= 64:
        raise Problem(
            400, "缺少请求编号", "请在 Idempotency-Key 中给出8至64位、每次不同的请求编号，重发时用原编号。"
        )
    body = _body(request)
    try:
        held = earlier(token, key, body)
        return (200, held) if held else (201, _receive(token, key, body))
    except BadRows as bad:
        raise Problem(422, "内容不符合要求", str(bad), errors=bad.errors) from bad
    except Refusal as refusal:
        raise Problem(422, "内容不符合要求", str(refusal)) from refusal


def _receive(token, key, body):
    told = _values(body)
    if told.get("source") != token.source.code:
        raise Problem(
            403,
            "来源不符",
            f"这枚密钥只能报送来源“{token.source.code}”（{token.source}）的信息。请核对报文中的 source。",
        )
    try:
        return receive(token, key, body, told, today=clock.today())
    except IntegrityError as error:
        raise Problem(409, "正在办理", "同一请求或同一信息正在办理。请稍后用原请求编号重发。") from error


def _body(request):
    if request.content_type != "application/json":
        raise Problem(415, "格式不支持", "报文应为 application/json。")
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST or len(request.body) > LARGEST:
        raise Problem(413, "报文过大", "报文超过1MB。请分几次报送。")
    return request.body


def _values(body):
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "报文无法读取", "报文不是正确的 JSON。请核对后重发。") from error
    if not isinstance(told, dict):
        raise Problem(400, "报文无法读取", "报文应为一个 JSON 对象。请核对后重发。")
    return told


def problem_answer(problem):
    """The problem as RFC 9457 has it."""
    told = {"type": "about:blank", "title": problem.title, "status": problem.code, "detail": problem.detail}
    answer = JsonResponse(
        told | problem.more, status=problem.code, content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip
    if problem.code == 429:
        answer["Retry-After"] = "60"
    if problem.code == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer
