"""The words of the declaration: audiences, levels, and one table's fields by who sees what (PIPL 6, 25; domain §5.4). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

AUDIENCES = {
    "public": "公众", "bank": "金融机构", "department": "审核部门", "town": "推荐单位", "guarantor": "担保公司",
    "leading": "领导小组", "office": "办公室", "legal": "法制审核", "auditor": "审计", "accounts": "账号管理",
    "editor": "网站编辑",
}  # fmt: skip


class Level(IntEnum):
    """How much of a field an audience reads, least first. Which rows are in sight is `visible_to`'s to say.

    SEALED: on the record's page once the seal is broken. COVERED: a cover, in full by a reasoned, kept look; plainly
    for whoever keeps the register. PARTLY: abridged by the code that prints it. OWN: rows of one's own institution.
    """

    NONE = 0
    SEALED = 1
    COVERED = 2
    PARTLY = 3
    OWN = 4
    FULL = 5


Seen = Mapping[str, Level]


def seen(*, full="", own="", partly="", covered="", sealed="") -> Seen:
    """{audience: level}; each argument names audiences, apart by spaces. Whoever is not named sees nothing.

    Raises LookupError for an audience that does not exist or is named twice.
    """
    found = {}
    given = ((full, Level.FULL), (own, Level.OWN), (partly, Level.PARTLY), (covered, Level.COVERED))
    for names, level in (*given, (sealed, Level.SEALED)):
        for name in names.split():
            if name not in AUDIENCES or name in found:
                raise LookupError(f"受众“{name}”不存在或者写了两次。")
            found[name] = level
    return found


NOBODY = seen()


@dataclass(frozen=True)
class Table:
    """One model. `owner` names the column of the institution a row belongs to, where rows in sight reach further.

    `keeps` says how long personal data in it stays, `clause` by which rule.
    """

    fields: Mapping[str, Seen]
    owner: str = ""
    keeps: str = ""
    clause: str = ""


def table(*groups, owner="", keeps="", clause="") -> Table:
    """A Table from (seen, "names apart by spaces") groups. Raises LookupError for a field named twice."""
    fields = {}
    for who, names in groups:
        for name in names.split():
            if name in fields:
                raise LookupError(f"栏目“{name}”写了两次。")
            fields[name] = who
    return Table(fields, owner, keeps, clause)
