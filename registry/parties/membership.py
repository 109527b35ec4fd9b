"""Giving and ending a role: the membership row, and the Django groups that follow from it.

A person never does either alone: the administrator proposes, the security officer approves (`acts.py`).
"""

from django.contrib.auth.models import Group
from django.db import transaction

from registry.history.acting import acting
from registry.ledger.errors import Refusal
from registry.ledger.proposals import must_be_proposed
from registry.policy.dates import written

from .apart import combination_problems
from .events import note
from .models import Membership
from .roles import ROLES

GRANT, END = "grant_role", "end_role"


def grant_problems(user, institution, role, *, today, delegated_by=None, until=None) -> list[str]:
    """Every reason against this role for this person: kind of institution, forbidden combinations, delegation."""
    known, problems = ROLES[role], []
    if institution.kind not in known.kinds:
        problems.append(
            f"“{known.label}”不能设在{institution}（{institution.get_kind_display()}），请核对机构或岗位。"
        )
    rows = user.memberships.unended().exclude(until__lt=today).values_list("role", "institution__code")
    problems += combination_problems(list(rows), role, institution.code, lambda name: ROLES[name].label)
    return problems + _delegation_problems(user, institution, role, delegated_by, until, today)


def _delegation_problems(user, institution, role, delegated_by, until, today):
    if delegated_by is None and until is None:
        return []
    if delegated_by is None or until is None:
        return ["委托须同时写明委托人和委托截止日。请补填；不是委托的，两栏都留空。"]
    problems = []
    if delegated_by.pk == user.pk:
        problems.append("不能委托给本人。请另选受托人。")
    if not delegated_by.memberships.standing().filter(institution=institution, role=role).exists():
        problems.append(
            f"委托人{delegated_by}现在不担任{institution}的“{ROLES[role].label}”，不能委托。请核对委托人和岗位。"
        )
    if until < today:
        problems.append(f"委托截止日{written(until)}早于今天{written(today)}。请改为今天或以后。")
    return problems


@transaction.atomic
def grant(
    user,
    institution,
    role,
    *,
    actor,
    today,
    reason="",
    liaison=False,
    delegated_by=None,
    until=None,
    started_on=None,
):
    """Let `user` act as `role` for `institution`. The same again changes nothing. Returns the Membership.

    With `delegated_by` and `until` it is a delegation that ends by its date. Raises NotAllowed outside an approved
    proposal, Refusal when the role does not fit the institution's kind or may not be held together with another.
    """
    must_be_proposed(GRANT, actor, "授予岗位")
    problems = grant_problems(user, institution, role, today=today, delegated_by=delegated_by, until=until)
    if problems:
        raise Refusal(problems)
    held = _held(user, institution, role, today, actor)
    if held is None:
        held = Membership(
            user=user, institution=institution, role=role, started_on=started_on or today, liaison=liaison,
            delegated_by=delegated_by, until=until,
        )  # fmt: skip
        with acting(actor, reason or "授予岗位"):
            held.save()
        note("role", user=user, what=f"授予：{held}")
    sync_groups(user, actor=actor)
    return held


def _held(user, institution, role, today, actor):
    """The unended row of this role; a delegation whose days are over is closed on its last day first."""
    held = Membership.objects.unended().filter(user=user, institution=institution, role=role).first()
    if held is not None and held.until is not None and held.until < today:
        held.ended_on = held.until
        with acting(actor, "委托期满"):
            held.save()
        return None
    return held


@transaction.atomic
def end(membership, *, actor, today, reason):
    """End a role from `today` on; the account keeps its history. Raises NotAllowed outside an approved proposal."""
    must_be_proposed(END, actor, "终止岗位")
    if membership.ended_on:
        raise Refusal(f"{membership}已于{written(membership.ended_on)}终止，不必再次终止。")
    membership.ended_on = max(today, membership.started_on)
    with acting(actor, reason):
        membership.save()
    note("role", user=membership.user, what=f"终止：{membership}")
    sync_groups(membership.user, actor=actor)
    return membership


def sync_groups(user, *, actor):
    """Groups and staff flag of a user, exactly as the memberships say; delegated rights are added at reading."""
    rows = user.memberships.unended()
    roles = set(rows.filter(until=None).values_list("role", flat=True))
    user.groups.set(Group.objects.filter(name__in=[ROLES[role].label for role in roles]))
    for cache in ("_reach", "_delegated", "_perm_cache", "_user_perm_cache", "_group_perm_cache"):
        user.__dict__.pop(cache, None)
    staff = rows.exists()
    if user.is_staff != staff:
        user.is_staff = staff
        with acting(actor, "岗位变动"):
            user.save(update_fields=["is_staff"])
