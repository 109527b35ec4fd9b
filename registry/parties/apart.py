"""三员分立 and maker ≠ checker: which roles one person may not hold together (trust AUT-5). Pure."""

ADMIN, SECURITY, AUDITOR = "admin", "security", "auditor"
THREE = (ADMIN, SECURITY, AUDITOR)
MAKER_CHECKER = frozenset({"bank_maker", "bank_checker"})


def combination_problems(held, role, institution, label) -> list[str]:
    """Why `role` at `institution` may not be added to `held`, pairs of (role, institution code); every reason.

    `label(role)` gives the role's Chinese name.
    """
    problems = []
    others = [kept for kept, _ in held if kept != role]
    for kept in dict.fromkeys(others):
        if role in THREE or kept in THREE:
            problems.append(
                f"“{label(role)}”与已有的“{label(kept)}”不能由同一人担任：系统管理、安全管理、审计三员互相分开，"
                "也不兼任何业务岗位。请换一人，或者先终止原岗位。"
            )
    for kept, where in held:
        if {kept, role} == MAKER_CHECKER and where == institution:
            problems.append(
                f"“{label(role)}”与已有的“{label(kept)}”不能由同一家机构的同一人担任：经办与复核须分开。请换一人。"
            )
    return problems
