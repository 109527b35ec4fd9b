"""An account from the request to the one-time link: requester, endorser and opener are three persons."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from registry.history.acting import acting
from registry.ledger.actors import public_actor
from registry.ledger.doors import may_happen, may_person, perform, register
from registry.ledger.effects import once
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.proposals.proposing import propose
from registry.policy.calendars import current_calendar
from registry.policy.identifiers import check_personal_phone

from .apart import THREE
from .membership import GRANT
from .models import AccountRequest, Membership, User
from .models.account_request import OPEN
from .moves import ACCOUNT_REQUEST
from .roles import ROLES

WORKDAYS = 10
MOST_OPEN = 200


@dataclass(frozen=True)
class Opened:
    """A new account and the path of its one-time link, shown once."""

    user: Any
    path: str

    @property
    def told(self):
        return [
            f"账号“{self.user.username}”已开通，岗位已提请安全管理员批准，批准后才能办理业务。",
            f"设密码链接（只显示这一次，72小时内有效，用后作废），请当面或用电话确认后转交本人：{self.path}",
        ]


@transaction.atomic
def request_account(*, full_name, institution, role, phone, email, reason, today, actor=None):
    """Register a request. Raises Refusal with every reason. Returns the AccountRequest."""
    given = {"full_name": full_name.strip(), "email": email.strip().lower(), "reason": reason.strip()}
    number = check_personal_phone(phone)
    problems = [str(error) for error in number.errors]
    if not given["full_name"]:
        problems.append("没有填写姓名。请填写真实姓名。")
    if len(given["reason"]) < 5:
        problems.append("申请事由太短。请写明承担什么工作、为什么需要账号（至少5个字）。")
    if institution.kind not in ROLES[role].kinds:
        problems.append(f"“{ROLES[role].label}”不能设在{institution}。请核对单位或岗位。")
    rows = AccountRequest.objects.filter(status__in=OPEN)
    if rows.filter(email=given["email"], institution=institution, role=role).exists():
        problems.append("这个邮箱已经为同一单位、同一岗位提出过申请，正在办理，不必重复提交。")
    if rows.count() >= MOST_OPEN:
        problems.append("现在等待办理的申请过多，暂时不能提交。请改日再试，或者联系旗金融服务中心。")
    if problems:
        raise Refusal(problems)
    made = AccountRequest(
        institution=institution, role=role, phone=number.code, requested_on=today,
        expires_on=current_calendar().window(today, WORKDAYS).end, **given,
    )  # fmt: skip
    try:
        with transaction.atomic():
            return register(made, actor=actor or public_actor(), today=today)
    except IntegrityError as error:
        raise Refusal("这个邮箱已经提出过同样的申请，正在办理，不必重复提交。") from error


@transaction.atomic
def endorse(request, *, actor, today, reason=""):
    """The institution's own person in charge vouches; where there is none, the office head."""
    _ready(request, "endorse", actor)
    led = Membership.objects.current(today).filter(institution=request.institution, liaison=True)
    mine = led.filter(user=actor).exists()
    if led.exists() and not mine:
        raise NotAllowed(f"{request.institution}有自己的账号负责人，须由其核实。请联系该单位。")
    if not led.exists() and not Membership.objects.current(today).filter(user=actor, role="head").exists():
        raise NotAllowed(f"{request.institution}没有账号负责人，须由办公室负责人核实。")
    if request.full_name == actor.full_name or (actor.email and request.email == actor.email.lower()):
        raise NotAllowed("不能核实本人的账号申请。请由另一位负责人核实。")
    return perform(request, "endorse", actor=actor, today=today, reason=reason)


@transaction.atomic
def approve(request, *, actor, today, reason="", username):
    """Open the account without a usable password and propose its role to the security officer. Returns Opened."""
    _ready(request, "approve", actor)
    name, problems = username.strip(), username_problems(username)
    if actor.full_name == request.full_name:
        problems.append("不能为本人开通账号。请由另一位管理员办理。")
    if problems:
        raise Refusal(problems)
    perform(request, "approve", actor=actor, today=today, reason=reason)
    user = User(username=name, full_name=request.full_name, phone=request.phone, email=request.email)
    user.set_unusable_password()
    with acting(actor, f"账号申请：{request.reason}"):
        user.save()
        request.opened = user
        request.save(update_fields=["opened"])
    propose(
        GRANT, actor=actor, today=today, reason=f"账号申请：{request.reason}", user=user,
        institution=request.institution, role=request.role,
    )  # fmt: skip
    return Opened(user, link_path(user))


def username_problems(username):
    """Every reason against this name for a new account; names are never used twice."""
    name = username.strip()
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum() and len(name) <= 30
    if not plain:
        return [f"账号“{name}”应为30个以内的字母、数字、连字符。请重新拟定。"]
    if User.objects.filter(username__iexact=name).exists():
        return [f"账号“{name}”已经有人使用，账号不重复使用。请另拟一个。"]
    return []


@transaction.atomic
def decline(request, *, actor, today, reason):
    """Not opened, with the reason kept."""
    return perform(request, "decline", actor=actor, today=today, reason=reason)


@transaction.atomic
def expire(request, *, actor, today):
    """Nobody saw to it in its days (a duty)."""
    if once(f"account-request:{request.pk}:expire", duty="expire_account_requests", record=request,
            effective_on=request.expires_on):  # fmt: skip
        perform(request, "expire", actor=actor, today=today, reason="办理期限内没有办结，自动作废")


@transaction.atomic
def renew_link(user, *, actor, today, reason):
    """A fresh one-time link; the old password and every older link stop working at once. Returns Opened.

    Refused for the three officers: whoever holds the link could become the other officer.
    """
    if not actor.has_perm("parties.change_user"):
        raise NotAllowed("您没有重设密码的权限，请由系统管理员办理。")
    held = user.memberships.unended().filter(role__in=THREE)
    if held.exists() or user.pk == actor.pk:
        raise NotAllowed(f"“{user}”是三员之一或您本人，不能由您代为重设密码：三员分立。请由本人登录后修改。")
    user.set_unusable_password()
    with acting(actor, reason):
        user.save()
    return _Renewed(user, link_path(user))


class _Renewed(Opened):
    @property
    def told(self):
        return [f"原密码已作废。新的设密码链接（只显示这一次，72小时内有效，用后作废）：{self.path}"]


def link_path(user):
    """Path of the one-time link: dead after use, after PASSWORD_RESET_TIMEOUT (72 hours), or when renewed."""
    return f"/login/set/{urlsafe_base64_encode(force_bytes(user.pk))}/{default_token_generator.make_token(user)}/"


def _ready(request, move, actor):
    request.refresh_from_db(from_queryset=AccountRequest._base_manager.select_for_update())
    may_happen(request, ACCOUNT_REQUEST.by_name[move], ACCOUNT_REQUEST)
    may_person(request, ACCOUNT_REQUEST.by_name[move], ACCOUNT_REQUEST, actor)
