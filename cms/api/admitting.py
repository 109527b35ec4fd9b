"""Who asks: anybody, or an institution with its key. A key opens nothing that is not public; it asks more often and takes more at once."""

from django.conf import settings

from cms.pages.asking_often import source_of
from cms.pages.visiting import visitor_of
from cms.reading.keys import ANSWERED, ELSEWHERE, OVER, key_of, note, outcome_of
from registry.history import clock

from .limits import take
from .problems import Problem

OFFICE = "请与旗金融服务中心联系；不带密钥也可以按公众的次数读取。"
CHALLENGE = {"WWW_Authenticate": 'Bearer realm="xinbaodai"'}
SAYS = {"public": "读取公开内容", "changes": "读取变化", "checks": "批量核对"}


def reader_of(request, scope):
    """The key the request shows, None for anybody, counted. Raises Problem 401, 403 and 429."""
    shown = request.headers.get("Authorization")
    if shown is None:
        take(source_of(request), settings.API_PER_MINUTE)
        return None
    key, address = _key(shown), visitor_of(request)
    outcome = outcome_of(key, scope, address, clock.today()) if key else ""
    if key:
        note(key, address, outcome, clock.moment())
    if outcome != ANSWERED:
        take(source_of(request), settings.API_PER_MINUTE)
        raise _refused(key, outcome, scope, address)
    take(f"key:{key.pk}", key.per_minute)
    return key


def _key(shown):
    kind, _, secret = shown.partition(" ")
    secret = secret.strip()
    readable = kind.lower() == "bearer" and secret.isascii() and secret.isprintable()
    return key_of(secret) if readable and secret else None


def _refused(key, outcome, scope, address):
    if key is None:
        said = f"密钥不存在，或者写法不对。应写作“Authorization: Bearer 密钥”。{OFFICE}"
        return Problem(401, "密钥无效", said, **CHALLENGE)
    if outcome == OVER:
        return Problem(401, "密钥无效", f"这枚密钥已经到期或者吊销。{OFFICE}", **CHALLENGE)
    if outcome == ELSEWHERE:
        return Problem(403, "地址不在允许范围", f"这枚密钥不能从地址 {address} 使用。{OFFICE}")
    return Problem(403, "超出密钥的权限", f"这枚密钥没有“{SAYS[scope]}”的权限。{OFFICE}")
