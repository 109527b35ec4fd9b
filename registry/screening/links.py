"""Signed links for a body without an account: issued, opened with a code by mail, answered, revoked (R26).

A link opens the open questions of one institution and nothing else. `now` is the instant an edge read.
"""

import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.policy.dates import written

from . import answering
from .models import DepartmentOpinion, LinkCode, LinkUse, OpinionLink

SALT = "screening.opinion"
CODE_MINUTES, CODE_TRIES, CODES_PER_HOUR = 10, 5, 5
LONGEST_DAYS = 60
_What = LinkUse.What
INVALID = "这个链接无效或者不完整。请从邮件中完整复制，或联系旗金融服务中心重新签发。"


@transaction.atomic
def issue_link(institution, *, actor, today, expires_on, mail_domain="", address_of, reason=""):
    """Sign a link for one institution and post it to its inbox. `address_of(token)` gives the full address.

    The mail domain is the one given, or that of the institution's own address. Returns the OpinionLink.
    """
    require(actor, "screening.issue_opinionlink", "签发答复链接")
    domain = (mail_domain or institution.email.rpartition("@")[2]).strip().lower().lstrip("@")
    problems = []
    if "." not in domain or "@" in domain:
        problems.append(
            f"{institution}没有登记收件邮箱，也没有填写邮箱域名。请填写该单位的邮箱域名，例如“ordos.gov.cn”。"
        )
    if not today <= expires_on <= today + timedelta(days=LONGEST_DAYS):
        last = written(today + timedelta(days=LONGEST_DAYS))
        problems.append(
            f"有效期至{written(expires_on)}应在今天至{last}之间（最长{LONGEST_DAYS}天）。请改填。"
        )
    if problems:
        raise Refusal(problems)
    link = OpinionLink(
        institution=institution, mail_domain=domain, nonce=secrets.token_hex(16), issued_on=today, issued_by=actor,
        expires_on=expires_on,
    )  # fmt: skip
    with acting(actor, reason or "签发答复链接"):
        link.save()
    post(
        key=f"opinion-link:{link.pk}", kind="opinion", to=[institution.code], about=link, today=today,
        subject="甄别意见答复链接",
        body=f"请用浏览器打开：{address_of(token_of(link))} 链接只能答复{institution}负责的条件，有效期至{written(expires_on)}，"
        f"打开后须用“@{domain}”的邮箱接收验证码。请勿转发给其他单位。",
    )  # fmt: skip
    return link


def token_of(link) -> str:
    return signing.dumps({"link": link.pk, "nonce": link.nonce}, salt=SALT)


@transaction.atomic
def revoke_link(link, *, actor, today, reason):
    """End a link at once; whoever is inside is out with the next click."""
    require(actor, "screening.revoke_opinionlink", "撤销答复链接")
    if link.revoked_on:
        raise Refusal(f"{link}已于{written(link.revoked_on)}撤销，不必再次撤销。")
    if not reason.strip():
        raise Refusal("撤销链接必须写明理由，理由栏现在是空的。请填写后再提交。")
    link.revoked_on, link.revoked_reason = today, reason.strip()[:300]
    with acting(actor, reason):
        link.save(update_fields=["revoked_on", "revoked_reason"])
    return link


def open_link(token, *, today, now):
    """The live link of a token. Raises Refusal for a forged, expired or revoked one; a known one is logged."""
    try:
        held = signing.loads(token, salt=SALT)
        link = OpinionLink.objects.select_related("institution").get(pk=held["link"], nonce=held["nonce"])
    except (signing.BadSignature, OpinionLink.DoesNotExist, KeyError, TypeError) as error:
        raise Refusal(INVALID) from error
    why = _ended(link, today)
    if why:
        _log(link, _What.REFUSED, now, detail=why)
        raise Refusal(why)
    return link


def _ended(link, today):
    if link.revoked_on:
        return f"这个链接已于{written(link.revoked_on)}撤销，不能再用。请联系旗金融服务中心。"
    if today > link.expires_on:
        return f"这个链接的有效期至{written(link.expires_on)}，已经过期。请联系旗金融服务中心重新签发。"
    if not link.institution.active:
        return f"{link.institution}已停用，这个链接不能再用。请联系旗金融服务中心。"
    return ""


@transaction.atomic
def new_code(link, address, *, now) -> str:
    """Make a one-time code for an address of the link's domain. Returns the six digits to mail; only a hash is kept.

    Raises Refusal for another domain, and after CODES_PER_HOUR codes in an hour.
    """
    address = address.strip().lower()
    if address.rpartition("@")[2] != link.mail_domain:
        raise Refusal(f"邮箱“{address}”不是“@{link.mail_domain}”的邮箱。请使用{link.institution}的工作邮箱。")
    if link.codes.filter(sent_at__gt=now - timedelta(hours=1)).count() >= CODES_PER_HOUR:
        raise Refusal(f"一小时内已发出{CODES_PER_HOUR}次验证码。请一小时后再试，或联系旗金融服务中心。")
    code = f"{secrets.randbelow(10**6):06d}"
    LinkCode.objects.create(
        link=link, address=address, code_hash=_hash(link, address, code), sent_at=now,
        expires_at=now + timedelta(minutes=CODE_MINUTES),
    )  # fmt: skip
    _log(link, _What.SENT, now, address)
    return code


@transaction.atomic
def try_code(link, address, code, *, now) -> bool:
    """Whether this is the newest code of the address, in time and not used before. Wrong tries count."""
    address = address.strip().lower()
    held = link.codes.select_for_update().filter(address=address).order_by("-id").first()
    fresh = held is not None and held.used_at is None and now <= held.expires_at and held.tries < CODE_TRIES
    right = fresh and constant_time_compare(held.code_hash, _hash(link, address, code.strip()))
    if held is not None:
        held.tries += 1
        held.used_at = now if right else held.used_at
        held.save()
    _log(link, _What.ENTERED if right else _What.WRONG, now, address)
    return right


def _hash(link, address, code):
    return salted_hmac(SALT, f"{link.pk}:{address}:{code}", algorithm="sha256").hexdigest()


def questions(link):
    """What this link may answer: the open questions of its institution."""
    rows = DepartmentOpinion.objects.owed().filter(institution=link.institution_id)
    return rows.select_related(
        "application__business", "application__round", "condition", "institution"
    ).order_by("due_on", "pk")


def answer_by_link(link, opinion_id, *, address, today, now, answer, reason="", reference="", source="",
                   queried_on=None, valid_until=None):  # fmt: skip
    """Answer one open question of the link's institution. Raises Refusal; another institution's is logged and refused."""
    opinion = questions(link).filter(pk=opinion_id).first()
    if opinion is None:
        _log(link, _What.REFUSED, now, address, f"不属于本链接的意见{opinion_id}")
        raise Refusal(f"这一条不是{link.institution}待答复的意见，或者已经答复。请刷新页面。")
    given = {"reason": reason, "reference": reference, "source": source}
    with transaction.atomic(), acting(_hand_of(link), "经由链接答复", source=f"link:{link.pk}"):
        answering.enter(
            opinion, given, actor=_hand_of(link), today=today, answer=answer, queried_on=queried_on,
            valid_until=valid_until, mail=address,
        )  # fmt: skip
        _log(link, _What.ANSWERED, now, address, str(opinion)[:200])
    return opinion


def _hand_of(link):
    """The account that answers by links of this institution: inactive, no password, never signs in."""
    User = get_user_model()
    username = f"link-{link.institution.code.lower()}"
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User(username=username, full_name=f"{link.institution.name}（链接）"[:50], is_active=False)
        user.set_unusable_password()
        user.save()
    return user


def note_opened(link, *, now):
    _log(link, _What.OPENED, now)


def _log(link, what, now, address="", detail=""):
    LinkUse.objects.create(link=link, what=what, address=address[:254], detail=detail[:200], happened_at=now)
