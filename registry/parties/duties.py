"""Timed duties of accounts: warn and close the unused, let unanswered requests lapse."""

from registry.ledger.duties import Duty

from . import idle, requesting
from .models import AccountRequest


def lapsed(today):
    return AccountRequest.objects.open().filter(expires_on__lt=today).order_by("id")


DUTIES = (
    Duty(idle.WARN, "长期未登录账号提醒", "", idle.unwarned, idle.warn),
    Duty(idle.CLOSE, "长期未登录账号停用", "", idle.unclosed, idle.close),
    Duty("expire_account_requests", "账号申请逾期作废", "", lapsed, requesting.expire),
)
