"""A business's authorisation to look at its credit file, and the look itself, logged whether granted or refused."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from registry.documents.files import file_problems, safe_name
from registry.history.acting import acting
from registry.ledger.doors import require
from registry.ledger.errors import NotAllowed, Refusal
from registry.parties.access import bodies_of, reach
from registry.policy.dates import add_months, written

from .models import ProfileQuery, QueryAuthorisation

LONGEST_MONTHS = 12
OFFICE_ROLES = frozenset({"clerk", "head"})


@transaction.atomic
def record_authorisation(
    business, *, institution, purpose, from_on, until_on, name, content, actor, today, reason=""
):
    """Put a signed authorisation on record for one's own institution. Raises Refusal with every reason, NotAllowed."""
    require(actor, "credit.add_queryauthorisation", "登记查询授权")
    if not actor.is_superuser and institution.pk not in reach(actor).institutions:
        raise NotAllowed(f"只能为您所在的单位登记查询授权，不能为{institution}登记。")
    problems = [*_day_problems(from_on, until_on, today)] + file_problems(safe_name(name), content)
    if not purpose.strip():
        problems.insert(0, "没有填写用途。请照录授权书所写的用途。")
    sha = hashlib.sha256(content).hexdigest()
    if institution and QueryAuthorisation.objects.filter(
        business=business, institution=institution, sha256=sha, revoked_on=None
    ):
        problems.append("同一份授权书已经登记，不必再次登记。")
    if problems:
        raise Refusal(problems)
    held = QueryAuthorisation(
        business=business, institution=institution, purpose=purpose.strip(), from_on=from_on, until_on=until_on,
        file_name=safe_name(name), sha256=sha,
    )  # fmt: skip
    held.file.save(f"{sha[:32]}.dat", ContentFile(content), save=False)
    with acting(actor, reason or "登记查询授权"):
        held.save()
    return held


def _day_problems(from_on, until_on, today):
    if from_on > until_on:
        yield f"授权起{written(from_on)}晚于授权止{written(until_on)}。请核对。"
    if until_on < today:
        yield f"授权止{written(until_on)}已经过去，这份授权不能再用于查询。"
    if until_on > add_months(from_on, LONGEST_MONTHS):
        yield f"授权期超过{LONGEST_MONTHS}个月。请按授权书填写，最长到{written(add_months(from_on, LONGEST_MONTHS))}。"


@transaction.atomic
def revoke_authorisation(authorisation, *, actor, today, reason):
    """The business takes its authorisation back, from today on. Its institution or the office records it."""
    require(actor, "credit.add_queryauthorisation", "登记撤回授权")
    if authorisation.revoked_on:
        raise Refusal(f"“{authorisation}”的授权已于{written(authorisation.revoked_on)}撤回。")
    authorisation.revoked_on = today
    with acting(actor, reason):
        authorisation.save(update_fields=["revoked_on"])
    return authorisation


def authorisation_of(business, user, today):
    """The authorisation under which this person may look at the business today, or None."""
    held = QueryAuthorisation.objects.holding(today).filter(business=business)
    return held.filter(institution_id__in=reach(user).institutions).order_by("-until_on").first()


def query_profile(business, *, actor, today, purpose):
    """Look at a business's credit file. Logged either way; the office needs no authorisation, everybody else does.

    Returns the ProfileQuery. Raises Refusal without a holding authorisation, NotAllowed without the right. Not atomic:
    a refused look stays in the log.
    """
    require(actor, "credit.query_profile", "查询信用档案")
    office = actor.is_superuser or bool(reach(actor).roles & OFFICE_ROLES)
    held = None if office else authorisation_of(business, actor, today)
    body = held.institution if held else _body(actor)
    if body is None:
        raise NotAllowed("您的账号没有所属单位，不能查询信用档案。")
    refusal = ""
    if not purpose.strip():
        refusal = "没有填写用途。请写明查询用于什么。"
    elif not office and held is None:
        refusal = (
            f"{business}没有授权{body}查询，或授权已撤回、已到期，不能查询。请先取得书面授权，登记后再查询。"
        )
    query = ProfileQuery.objects.create(
        business=business, institution=body, queried_by=actor, queried_on=today, purpose=purpose.strip()[:100],
        authorisation=held, granted=not refusal, refusal=refusal,
    )  # fmt: skip
    if refusal:
        raise Refusal(refusal)
    return query


def _body(user):
    return bodies_of(user).order_by("order", "code").first()


def still_open(query, user, today) -> bool:
    """Whether the person may still read what this look showed: the same person, the same day, not taken back."""
    if not query.granted or query.queried_by_id != user.pk or query.queried_on != today:
        return False
    held = query.authorisation
    return held is None or QueryAuthorisation.objects.holding(today).filter(pk=held.pk).exists()
