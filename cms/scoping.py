"""Serves whoever's reach is limited inside the database's wall of their own institutions (decision 0023)."""

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError

from registry.history import walls
from registry.parties.access import reach
from registry.parties.roles import ROLES

REGISTERS = ("/admin/", "/cms/")


class Walls:
    """The innermost door: sessions and logs are written outside it. The public site serves everybody as the public."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        scope = scope_of(request.user) if request.path.startswith(REGISTERS) else None
        if scope is None:
            return self.get_response(request)
        with walls.scoped(scope):
            return self.get_response(request)

    def process_exception(self, request, exception):
        """A write the wall refused is a plain refusal, not a fault."""
        if isinstance(exception, DatabaseError) and getattr(exception.__cause__, "sqlstate", "") == "42501":
            raise PermissionDenied("这条记录不属于您所在的单位，不能写入。") from exception


def scope_of(user):
    """The wall for this person, or None for the public and for those who see the whole registry, all loans or accounts."""
    if not user.is_authenticated or user.is_superuser:
        return None
    held = reach(user)
    wide = held.sees_registry or held.sees_lending or held.keeps_accounts
    if wide or any(ROLES[role].edits_pages for role in held.roles if role in ROLES):
        return None
    return walls.Scope(tuple(held.institutions), tuple(held.codes), held.screens)
