"""`/api/v1/uploads/`: a bank's system sends a ledger, asks how it stands, has it confirmed. Every call is written down."""

import json
from datetime import timedelta

from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from registry.history import clock
from registry.history.errors import Refusal
from registry.ledger.errors import IllegalMove, NotAllowed
from registry.ledger.keys import admits

from ..background.asking import LARGE, ask_booking, ask_reading
from ..control import doubts
from ..credit.views import Problem, address_of, problem_answer
from ..models import UploadCall, UploadJob
from ..uploading import confirm
from .answering import SETTLED, stands, told
from .keys import holder_acts, key_of

PER_MINUTE = 60
NO_KEY = "没有提供接口密钥，或者密钥不存在、已到期、已吊销、责任人已离岗。请与旗金融服务中心联系。"
ABSENT = "没有这个编号的上传，或者不属于本行。请核对编号。"
REASON = "数据接口"


@csrf_exempt
def uploads(request):
    """POST a file (multipart: `file`, `unit`). 202 taken in, 200 taken in before, 422 unfit."""
    return _door(request, "报送台账", "POST", _send)


@csrf_exempt
def upload(request, key):
    """GET how it stands. 404 for another bank's as for one never given."""
    return _door(request, "查询进度", "GET", lambda request, token: (200, _mine(token, key)))


@csrf_exempt
def confirmation(request, key):
    """POST `partial`, `warnings_seen` (JSON). 200 booked (or booked before), 202 being booked, 403, 409, 422."""
    return _door(
        request, "确认入账", "POST", lambda request, token: _confirm(request, token, _mine(token, key))
    )


def _door(request, asked, method, act):
    address, token, job = address_of(request), None, None
    try:
        _not_too_often(address)
        token = _token(request, address)
        if request.method != method:
            raise Problem(405, "方法不支持", f"这个地址只接受 {method} 请求。")
        status, job = _asked(act, request, token)
        job.refresh_from_db()
        answer = JsonResponse(
            told(job, timezone.now()), status=status, json_dumps_params={"ensure_ascii": False}
        )
        answer["Location"] = reverse("api-upload", args=[job.key])
        outcome = "已答复"
    except Problem as problem:
        answer, outcome = problem_answer(problem), problem.title
    if answer.status_code != 429:
        UploadCall.objects.create(
            token=token, address=address, asked=asked, answered=answer.status_code,
            outcome=outcome, job=job,
        )  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer


def _asked(act, request, token):
    """Refusals as problems, each with its status."""
    try:
        return act(request, token)
    except NotAllowed as refusal:
        raise Problem(403, "不能办理", str(refusal), problems=refusal.sentences) from refusal
    except IllegalMove as refusal:
        raise Problem(409, "现在不能办理", str(refusal)) from refusal
    except Refusal as refusal:
        raise Problem(422, "内容不符合要求", str(refusal), problems=refusal.sentences) from refusal
    except FileNotFoundError as error:
        raise Problem(409, "现在不能办理", "文件在存储中找不到，没有办理。请重新发送。") from error


def _not_too_often(address):
    since = timezone.now() - timedelta(minutes=1)
    if UploadCall.objects.filter(address=address, called_at__gte=since).count() >= PER_MINUTE:
        raise Problem(429, "请求过于频繁", f"一分钟内最多请求{PER_MINUTE}次。请稍后再试。")


def _token(request, address):
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = key_of(secret.strip()) if kind == "Bearer" and secret.strip() else None
    if token is None or token.revoked_on or token.expires_on < clock.today() or not holder_acts(token):
        raise Problem(401, "密钥无效", NO_KEY)
    try:
        admitted = admits(token, address)
    except ValueError:
        admitted = False
    if not admitted:
        raise Problem(403, "地址不在允许范围", f"这枚密钥不能从地址 {address} 使用。请与旗金融服务中心联系。")
    return token


def _send(request, token):
    if request.content_type != "multipart/form-data":
        raise Problem(415, "格式不支持", "请用 multipart/form-data 发送，文件放在 file 栏。")
    file, unit = request.FILES.get("file"), request.POST.get("unit", "")
    if file is None:
        raise Problem(400, "没有文件", "请把文件放在 file 栏发送。")
    if unit not in ("", "yuan", "wan"):
        raise Problem(400, "单位不对", "unit 只能是 yuan（元）、wan（万元），或者不写。")
    content = file.read()
    job = ask_reading(
        file.name, content, bank=token.bank, actor=token.holder, unit=unit, by_interface=True, before=stands
    )
    return (202 if job.fresh else 200), job


def _mine(token, key):
    job = UploadJob.objects.filter(key=key, bank=token.bank, kind="read", by_interface=True).first()
    if job is None:
        raise Problem(404, "没有这次上传", ABSENT)
    return job


def _confirm(request, token, job):
    asked, record = _values(request), job.upload
    if record is None:
        raise Problem(409, "现在不能办理", "文件还没有读取完，或者没有读成。请先查询进度。")
    if record.status in SETTLED[:3]:
        return 200, job
    unseen = [f"有{record.warnings}行有提醒"] * bool(record.warnings) + doubts(record)
    if unseen and asked.get("warnings_seen") is not True:
        raise Problem(
            422,
            "提醒没有核对",
            f"{'；'.join(unseen)}。请逐条核对，属实的在确认时写明 warnings_seen 为 true。",
        )
    given = {
        "actor": token.holder,
        "today": clock.today(),
        "reason": REASON,
        "partial": asked.get("partial") is True,
    }
    if record.rows > LARGE:
        ask_booking(record, **given, by_interface=True)
        return 202, job
    confirm(record, **given)
    return 200, job


def _values(request):
    """The body as an object; an empty body says nothing."""
    try:
        told_ = json.loads(request.body or b"{}")
    except (ValueError, RecursionError) as error:
        raise Problem(400, "报文无法读取", "报文不是正确的 JSON。请核对后重发。") from error
    if not isinstance(told_, dict):
        raise Problem(400, "报文无法读取", "报文应为一个 JSON 对象。请核对后重发。")
    return told_
