"""Giving and ending a role: the membership row, and the Django groups that follow from it."""

from django.contrib.auth.models import Group
from django.db import transaction

from registry.history.acting import acting
from registry.ledger.errors import Refusal

from .models import Membership
from .roles import ROLES


@transaction.atomic
def grant(user, institution, role, *, actor, today, reason=""):
    """Let `user` act as `role` for `institution`. The same again changes nothing. Returns the Membership.

    Raises Refusal when the role does not fit the institution's kind (e.g. 银行经办 at a town).
    """
    known = ROLES[role]
    if institution.kind not in known.kinds:
        raise Refusal(
            f"“{known.label}”不能设在{institution}（{institution.get_kind_display()}），请核对机构或岗位。"
        )
    held = Membership.objects.current().filter(user=user, institution=institution, role=role).first()
    if held is None:
        held = Membership(user=user, institution=institution, role=role, started_on=today)
        with acting(actor, reason or "授予岗位"):
            held.save()
    sync_groups(user, actor=actor)
    return held


@transaction.atomic
def end(membership, *, actor, today, reason):
    """End a role from `today` on; the account keeps its history."""
    if membership.ended_on:
        raise Refusal(f"{membership}已于{membership.ended_on:%Y年%m月%d日}终止，不必再次终止。")
    membership.ended_on = today
    with acting(actor, reason):
        membership.save()
    sync_groups(membership.user, actor=actor)
    return membership


def sync_groups(user, *, actor):
    """Groups and staff flag of a user, exactly as the current memberships say."""
    roles = set(user.memberships.current().values_list("role", flat=True))
    user.groups.set(Group.objects.filter(name__in=[ROLES[role].label for role in roles]))
    user.__dict__.pop("_reach", None)
    for cache in ("_perm_cache", "_user_perm_cache", "_group_perm_cache"):
        user.__dict__.pop(cache, None)
    if user.is_staff != bool(roles):
        user.is_staff = bool(roles)
        with acting(actor, "岗位变动"):
            user.save(update_fields=["is_staff"])
