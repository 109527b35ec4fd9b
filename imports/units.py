"""In what unit the money of a sheet stands: its title, its headers, the person's choice; they must agree (§8.2). Pure."""

import re
from decimal import Decimal

from .cells import text
from .columns import BY_NAME

WORDS = {"yuan": "元", "wan": "万元"}
FACTORS = {"yuan": Decimal(1), "wan": Decimal(10_000)}
_WAN, _YUAN = re.compile("万元"), re.compile(r"单位\s*:\s*(?:人民币)?元|\(元\)|/元$")


def find_units(layout, grid, chosen):
    """Fill `layout.unit`, `factor` and `factors`; contradictions go into its problems."""
    header = layout.header
    title = _said(text(cell) for row in grid[: header.first - 1] for cell in row)
    below = grid[layout.header_row] if layout.header_row < len(grid) else []
    own = {name: _own(header.labels[at], below, at) for name, at in layout.places.items() if _is_money(name)}
    own = {name: unit for name, unit in own.items() if unit}
    written = title or (next(iter(own.values())) if len(set(own.values())) == 1 else "")
    layout.unit = written or chosen or "yuan"
    layout.factor = FACTORS[layout.unit]
    layout.factors = {name: FACTORS[own.get(name, layout.unit)] for name in layout.places if _is_money(name)}
    layout.problems += [*_disagreeing(layout, title, own), *_chosen_otherwise(written, chosen)]


def _disagreeing(layout, title, own):
    label = layout.header.labels
    for name, unit in own.items() if title else ():
        if unit != title:
            yield (
                f"表头上方写明金额单位是“{WORDS[title]}”，“{label[layout.places[name]]}”一栏写明的是“{WORDS[unit]}”。"
                "请改成一致后重新上传。"
            )
    silent = [BY_NAME[n].label for n in layout.places if _is_money(n) and n not in own]
    if not title and len(set(own.values())) > 1 and silent:
        yield f"金额各栏有的写明“元”、有的写明“万元”，“{'”“'.join(silent)}”没有写明。请在表头补上单位后重新上传。"


def _chosen_otherwise(written, chosen):
    if chosen and written and chosen != written:
        yield f"上传时选择的金额单位是“{WORDS[chosen]}”，文件中写明的是“{WORDS[written]}”。请核对后重新选择单位。"


def _own(label, below, at):
    under = text(below[at]) if at < len(below) else ""
    return _said([label]) or (
        ("wan" if "万" in under else "yuan") if re.fullmatch(r"\(?万?元\)?", under) else ""
    )


def _said(cells):
    found = ""
    for written in cells:
        if _WAN.search(written):
            return "wan"
        if _YUAN.search(written):
            found = "yuan"
    return found


def _is_money(name):
    return BY_NAME[name].reads == "money"
