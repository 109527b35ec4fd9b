"""Which layout holds for a kind of paper on a day: its own version, else the general one, else the house's."""

from dataclasses import dataclass
from datetime import date

from .layouts.house import starting_file
from .layouts.slots import GENERAL, SLOTS
from .versions import LayoutVersion

OWN, COMMON, HOUSE = "单独版式", "通用版式", "内置版式"


@dataclass(frozen=True)
class Chosen:
    """`version` is None for the house layout; `since` is the day it took over, None when it always was so."""

    source: str
    version: LayoutVersion | None = None
    since: date | None = None

    @property
    def told(self):
        return self.source if self.version is None else f"{self.source}第{self.version.number}版"


def in_force(slot, day) -> Chosen:
    """What papers of this slot issued on `day` are set in."""
    return _chosen(slot, _rows(day).filter(layout__slot__in={slot, GENERAL}))


def all_in_force(day) -> dict[str, Chosen]:
    """The same for every slot, in one look."""
    rows = list(_rows(day))
    return {slot: _chosen(slot, rows) for slot in SLOTS}


def _rows(day):
    rows = LayoutVersion.objects.filter(in_force_from__lte=day).select_related("layout", "file")
    return rows.defer("file__content").order_by("in_force_from", "number")


def _chosen(slot, rows):
    last = {row.layout.slot: row for row in rows}
    own, common = (last.get(slot) if slot != GENERAL else None), last.get(GENERAL)
    if own is not None and own.file_id:
        return Chosen(OWN, own, own.in_force_from)
    since = max((v.in_force_from for v in (own, common) if v is not None), default=None)
    if common is not None and common.file_id:
        return Chosen(COMMON, common, since)
    return Chosen(HOUSE, None, since)


def layout_bytes(slot, chosen) -> bytes:
    """The file of what was chosen."""
    return starting_file(slot) if chosen.version is None else chosen.version.file.bytes
