"""The second wall: PostgreSQL's own row policies while a person of limited reach is served. Nothing on SQLite.

`scoped` puts the connection under the role without rights over other institutions' rows; `lifted` steps out of it for
what the house itself does (a verb's consequences reach other institutions by policy: R36, R39, R71).
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection

ENTER = (
    "SELECT set_config('role', %s, false), set_config('xbd.institutions', %s, false), "
    "set_config('xbd.codes', %s, false), set_config('xbd.screens', %s, false)"
)
LEAVE = (
    "SELECT set_config('role', 'none', false), set_config('xbd.institutions', '', false), "
    "set_config('xbd.codes', '', false), set_config('xbd.screens', '', false)"
)


@dataclass(frozen=True)
class Scope:
    """Whose rows may be read and written: institution keys, their codes, and whether applications are screened."""

    institutions: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()
    screens: bool = False


_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)
_known: dict[str, str] = {}


def role():
    """The name of the walled role on this server, or "" where there is none (SQLite, or not installed)."""
    if connection.vendor != "postgresql":
        return ""
    server = f"{connection.settings_dict['HOST']}:{connection.settings_dict['PORT']}:{connection.settings_dict['USER']}"
    if not _known.get(server):
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = left(session_user, 50) || '_scoped'")
            found = cursor.fetchone()
        _known[server] = found[0] if found else ""
    return _known[server]


def inside():
    """Whether this connection is inside a wall now."""
    return _scope.get() is not None


@contextmanager
def scoped(scope: Scope):
    """Serve inside the wall of `scope`; always left again, also on a connection that is kept for the next request."""
    name = role()
    if not name:
        yield
        return
    token = _scope.set(scope)
    _enter(name, scope)
    try:
        yield
    finally:
        _scope.reset(token)
        _leave()


@contextmanager
def lifted():
    """Step out of the wall for the house's own work, and back in. Outside a wall it changes nothing."""
    scope = _scope.get()
    if scope is None:
        yield
        return
    token = _scope.set(None)
    _leave()
    try:
        yield
    finally:
        _scope.reset(token)
        if not connection.needs_rollback:
            _enter(role(), scope)


def _enter(name, scope):
    keys = "{" + ",".join(map(str, sorted(scope.institutions))) + "}"
    codes = "{" + ",".join(f'"{code}"' for code in sorted(scope.codes)) + "}"
    with connection.cursor() as cursor:
        cursor.execute(ENTER, [name, keys, codes, "on" if scope.screens else ""])


def _leave():
    """Back to the login role. A transaction that broke takes the role back itself; a lost connection is closed."""
    if connection.needs_rollback:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(LEAVE)
    except Exception:
        if connection.in_atomic_block:
            raise
        connection.close()
