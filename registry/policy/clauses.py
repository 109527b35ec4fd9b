"""Where each rule of this project (R01–R72) stands in the policy document 伊政办发〔2019〕53号."""

import re

PLACES = {
    "开头": ("R01",),
    "一（二）": ("R02",),
    "二（一）1": ("R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10"),
    "二（一）2": ("R11", "R12", "R13"),
    "二（一）3（1）": ("R14", "R15", "R16", "R17", "R18"),
    "二（一）3（2）": ("R19", "R20"),
    "二（一）3（3）": ("R21",),
    "二（二）1": ("R22", "R23", "R24", "R60"),
    "二（二）2": ("R25", "R26", "R27", "R61", "R62", "R72"),
    "二（二）3": ("R28", "R29", "R30", "R31", "R63"),
    "二（二）4": ("R32", "R33", "R34", "R35", "R58"),
    "二（二）5": ("R36", "R37", "R38", "R39", "R40", "R41", "R42", "R59", "R67"),
    "二（三）1": ("R43", "R44", "R64", "R65"),
    "二（三）2": ("R45", "R46", "R47", "R48", "R66"),
    "二（四）": ("R49", "R50", "R51", "R52", "R68"),
    "三（一）": ("R53", "R54"),
    "三（二）": ("R55",),
    "三（三）": ("R56", "R57"),
}

_PLACE_OF = {rule: place for place, rules in PLACES.items() for rule in rules}


def place(clause: str) -> str:
    """The places in the document that `clause` cites, e.g. "R13" -> "二（一）2"; "" when it cites none."""
    found = [_PLACE_OF[rule] for rule in re.findall(r"R\d\d", clause) if rule in _PLACE_OF]
    return "、".join(dict.fromkeys(found))
