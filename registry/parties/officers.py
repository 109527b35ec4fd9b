"""How a new installation gets its first people, and how one of the three officers gets back in (decision 0015).

Both are done on the server by its operator, never from the web: nobody in the registry stands above an officer.
"""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.errors import Refusal

from .apart import THREE
from .events import note
from .membership import grant, grant_problems
from .models import Institution, Membership, User
from .requesting import link_path, username_problems
from .roles import ROLES

FIRST = (*THREE, "head")


@transaction.atomic
def appoint(*, role, username, full_name, email, today, reason):
    """The first holder of one of FIRST, at the office, without the two persons who are not there yet.

    Returns the path of the one-time link. Raises Refusal with every reason; once somebody holds the role, the
    ordinary way (proposed by one, approved by another) is the only one.
    """
    problems = username_problems(username)
    if role not in FIRST:
        told = "、".join(ROLES[name].label for name in FIRST)
        problems.append(f"“{role}”不能用本命令设立，本命令只设立首任：{told}。其他岗位请在网上申请账号。")
        raise Refusal(problems)
    held = Membership.objects.current(today).filter(role=role, user__is_active=True).first()
    if held:
        problems.append(
            f"“{ROLES[role].label}”已由{held.user}担任，不能再用本命令设立。请由系统管理员提出、安全管理员批准。"
        )
    if not full_name.strip() or not reason.strip():
        problems.append("姓名和任命依据都要写明，现在有空的。请补上，例如任命文件的文号。")
    office = Institution.objects.get(code="OFFICE")
    if problems:
        raise Refusal(problems)
    user = User(username=username.strip(), full_name=full_name.strip(), email=email.strip().lower())
    user.set_unusable_password()
    with acting(system_actor(), reason):
        user.save()
    unfit = grant_problems(user, office, role, today=today)
    if unfit:
        raise Refusal(unfit)
    grant(user, office, role, actor=system_actor(), today=today, reason=reason)
    return link_path(user)


@transaction.atomic
def let_back_in(username, *, reason):
    """A fresh one-time link for one of FIRST who lost the password. The old password dies at once. Returns its path."""
    user = User.objects.filter(username=username.strip()).first()
    if user is None or not user.memberships.unended().filter(role__in=FIRST).exists():
        raise Refusal(
            f"账号“{username}”不存在，或者不是三员、办公室负责人。其他人员请由系统管理员在后台“重设密码链接”。"
        )
    if not user.is_active:
        raise Refusal(f"账号“{username}”已停用，不能重设密码。请先按规定重新启用。")
    if not reason.strip():
        raise Refusal("必须写明重设的理由，现在是空的。请补上，例如申请书的编号。")
    user.set_unusable_password()
    with acting(system_actor(), reason):
        user.save()
    note("role", user=user, what=f"在服务器上重开设密码链接：{reason}"[:200])
    return link_path(user)
