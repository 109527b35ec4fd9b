"""Accounts nobody uses: warned of at 60 days without login, closed at 90, re-opened by an act (trust AUT-3, AUD-3).

Days count from the last login, or from the day of re-opening if that is later. An account that was never used is
judged only when it has no usable password (its one-time link lapsed): counted from the day it was opened.
"""

from datetime import timedelta

from django.db import transaction

from registry.history import clock
from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.effects import once
from registry.ledger.errors import Refusal
from registry.ledger.models import Effect
from registry.ledger.outbox import post
from registry.policy.dates import written

from .apart import ADMIN, SECURITY
from .models import Membership, User

WARN_AFTER_DAYS = 60
CLOSE_AFTER_DAYS = 90
WARN, CLOSE = "warn_idle_accounts", "close_idle_accounts"


def idle_since(user):
    """The day idleness counts from, None when the account is not judged."""
    if user.last_login:
        used = clock.day_of(user.last_login)
    elif not user.has_usable_password():
        used = clock.day_of(user.date_joined)
    else:
        return None
    return max(used, user.reopened_on) if user.reopened_on else used


def idle_for(today, days):
    """Active accounts idle for at least `days` days."""
    bound = today - timedelta(days=days)
    rows = User.objects.filter(is_active=True).order_by("pk")
    return [user for user in rows if (since := idle_since(user)) and since <= bound]


def _key(user, step):
    return f"account:{user.pk}:idle:{step}:{idle_since(user)}"


def unwarned(today):
    users = idle_for(today, WARN_AFTER_DAYS)
    told = set(
        Effect.objects.filter(duty=WARN, key__in=[_key(u, "warn") for u in users]).values_list(
            "key", flat=True
        )
    )
    return [user for user in users if _key(user, "warn") not in told]


@transaction.atomic
def warn(user, *, actor, today):
    """Tell the account's institutions; the desk counts it too."""
    since = idle_since(user)
    day = since + timedelta(days=WARN_AFTER_DAYS)
    if not once(_key(user, "warn"), duty=WARN, record=user, effective_on=day):
        return
    codes = list(user.memberships.unended().values_list("institution__code", flat=True)) or ["OFFICE"]
    closes = since + timedelta(days=CLOSE_AFTER_DAYS)
    post(
        key=_key(user, "warn"), kind="idle_account", to=codes, today=today,
        subject=f"账号“{user}”已{WARN_AFTER_DAYS}天未登录",
        body=f"账号“{user}”自{written(since)}起没有登录，{written(closes)}将自动停用。仍需使用的，请在此之前登录；不再需要的，请申请停用。",
    )  # fmt: skip


def unclosed(today):
    return idle_for(today, CLOSE_AFTER_DAYS)


@transaction.atomic
def close(user, *, actor, today):
    """Disable; the row stays. Raises Refusal for the last administrator or security officer, who could re-open nobody."""
    for role in (ADMIN, SECURITY):
        rows = Membership.objects.current(today).filter(role=role, user__is_active=True)
        if rows.filter(user=user).exists() and not rows.exclude(user=user).exists():
            raise Refusal(
                f"账号“{user}”是唯一在用的{rows.first().get_role_display()}，不自动停用。请本人登录或增设一人。"
            )
    day = idle_since(user) + timedelta(days=CLOSE_AFTER_DAYS)
    if once(_key(user, "close"), duty=CLOSE, record=user, effective_on=day):
        _set(user, False, actor, f"{CLOSE_AFTER_DAYS}天未登录，自动停用")


@transaction.atomic
def disable(user, *, actor, today, reason):
    """停用: sessions end with the next request."""
    require(actor, "parties.change_user", "停用账号")
    if user.pk == actor.pk or not user.is_active:
        raise Refusal("不能停用自己的账号，已经停用的也不必再次停用。请刷新页面。")
    return _set(user, False, actor, reason)


@transaction.atomic
def reopen(user, *, actor, today, reason):
    """重新启用, with the reason; idleness counts from today."""
    require(actor, "parties.change_user", "重新启用账号")
    if user.is_active or user.username in ("system", "public"):
        raise Refusal(f"账号“{user}”现在不能重新启用：正在使用，或者是系统自用。请刷新页面。")
    if not reason.strip():
        raise Refusal("重新启用必须写明理由，理由栏现在是空的。请填写后再提交。")
    user.reopened_on = today
    return _set(user, True, actor, reason)


def _set(user, active, actor, reason):
    user.is_active = active
    with acting(actor, reason):
        user.save()
    return user
