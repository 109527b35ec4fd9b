"""Roles under two persons: the system administrator proposes, the security officer approves (trust AUT-5)."""

from registry.ledger.proposals import Act, register_act
from registry.ledger.proposals.packing import shown

from .membership import END, GRANT, end, grant, grant_problems
from .roles import ROLES


def _grant(record, arguments, *, actor, today, reason):
    return grant(actor=actor, today=today, reason=reason, **arguments)


def _named(user):
    """The person and where they work: what tells two of the same name apart."""
    bodies = dict.fromkeys(
        str(m.institution) for m in user.memberships.unended().select_related("institution")
    )
    return f"{user}（{'、'.join(bodies) or '新账号'}，第{user.pk}号账号）"


def _grant_lines(record, arguments):
    user, told = arguments["user"], ROLES[arguments["role"]].label
    held = "、".join(str(m.get_role_display()) for m in user.memberships.unended()) or "没有岗位"
    lines = [
        ("账号", "—", _named(user)),
        ("岗位", held, told),
        ("机构", "—", str(arguments["institution"])),
    ]
    if arguments.get("liaison"):
        lines.append(("本单位账号负责人", "—", "是"))
    if arguments.get("delegated_by"):
        lines += [("委托人", "—", str(arguments["delegated_by"])), ("委托至", "—", shown(arguments["until"]))]
    return lines


def _grant_key(record, arguments):
    return f"{arguments['user'].username}：{ROLES[arguments['role']].label}：{arguments['institution'].code}"


def _grant_problems(record, arguments, today):
    names = ("delegated_by", "until")
    given = {name: arguments.get(name) for name in names}
    return grant_problems(
        arguments["user"], arguments["institution"], arguments["role"], today=today, **given
    )


def _end(record, arguments, *, actor, today, reason):
    return end(record, actor=actor, today=today, reason=reason)


def register_acts():
    """Called once from AppConfig.ready."""
    rights = {"decides": "parties.approve_membership"}
    register_act(
        Act(GRANT, "授予岗位", "parties.add_membership", execute=_grant, describe=_grant_lines, key=_grant_key,
            problems=_grant_problems, **rights)
    )  # fmt: skip
    register_act(
        Act(END, "终止岗位", "parties.change_membership", execute=_end,
            describe=lambda record, arguments: [("岗位", str(record), "终止")], **rights)
    )  # fmt: skip
