"""Who may see is decided once: a user's reach, from the memberships they hold."""

from dataclasses import dataclass

from registry.policy.disclosure import AUDIENCES

from .roles import AUDIENCE_OF, ROLES


@dataclass(frozen=True)
class Reach:
    """What one user may see. `institutions` are primary keys of the bodies the user acts for."""

    roles: frozenset[str] = frozenset()
    institutions: frozenset[int] = frozenset()
    codes: frozenset[str] = frozenset()
    sees_registry: bool = False
    sees_lending: bool = False
    screens: bool = False
    keeps_accounts: bool = False


NOBODY = Reach()
EVERYTHING = Reach(sees_registry=True, sees_lending=True, screens=True, keeps_accounts=True)


def reach(user) -> Reach:
    """The reach of `user`, read once per user object. Anonymous and disabled users reach nothing."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    cached = user.__dict__.get("_reach")
    if cached is None:
        cached = user.__dict__["_reach"] = _measure(user)
    return cached


def _measure(user):
    if user.is_superuser:
        return EVERYTHING
    held = list(user.memberships.current().select_related("institution"))
    roles = [ROLES[m.role] for m in held if m.role in ROLES]
    return Reach(
        roles=frozenset(m.role for m in held),
        institutions=frozenset(m.institution_id for m in held),
        codes=frozenset(m.institution.code for m in held),
        sees_registry=any(role.sees_registry for role in roles),
        sees_lending=any(role.sees_lending for role in roles),
        screens=any(role.screens for role in roles),
        keeps_accounts=any(role.keeps_accounts for role in roles),
    )


def audiences_of(user) -> frozenset[str]:
    """Which audiences of the declaration this user belongs to; the public where no role is held."""
    if getattr(user, "is_superuser", False) and user.is_active:
        return frozenset(AUDIENCES)
    return frozenset(AUDIENCE_OF[role] for role in reach(user).roles) or frozenset({"public"})


def institutions_of(user) -> frozenset[int]:
    """Keys of the institutions the user acts for."""
    return reach(user).institutions


def bodies_of(user):
    """Institutions the user acts for, as a queryset."""
    from .models import Institution

    return Institution.objects.filter(pk__in=reach(user).institutions)


def of_keepers(rows, user):
    """The rows for those who keep accounts and for the auditor, none for anybody else."""
    scope = reach(user)
    return rows if scope.keeps_accounts or "auditor" in scope.roles else rows.none()
