"""What is searched, source by source: which rows the public may see today, and what of them it may read.

Rooms above bring their own sources (`register`). A source is asked again at every search, for the rows the index named.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from registry.parties.models import Business, Qualification

from ..deadlines import names_leave_on
from ..models import Announcement, Notice, NoticeEntry
from ..publicdata import announced_rows, shown_entry
from ..shown import shown_name, without_names
from .rules import Text

ROSTER, ENTRY, NOTICE, ANNOUNCEMENT, PAGE = 1, 2, 3, 4, 5


@dataclass(frozen=True)
class Live:
    """One record as the public may read it today. `later` are texts it may turn into by itself, for the index alone."""

    kind: int
    pk: int
    day: date
    text: Text
    url: str
    title: str
    facts: dict = field(default_factory=dict)
    later: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Source:
    """`live(pks, today)` gives those of the rows that are public today; `everything()` the keys of all that may be."""

    kind: int
    name: str
    label: str
    live: Callable[[Iterable[int], date], list[Live]]
    everything: Callable[[], Iterable[int]]


SOURCES: dict[int, Source] = {}


def register(source):
    SOURCES[source.kind] = source


def _roster(pks, today):
    """Plain columns: one question reads hundreds of rows, and most of them only to be told apart.

    What is in force is told here: asked for both, SQLite would read all that is in force instead of these few.
    """
    seen = ("uscc", "kind", "name", "operator_name", "operator_consent", "town")
    rows = Qualification.objects.filter(business__among={*pks}).order_by()
    rows = rows.values_list("status", "business_id", "recognised_on", *(f"business__{name}" for name in seen))
    return [_recognised(Held(*row)) for status, *row in rows if status in Qualification.IN_FORCE]


Held = namedtuple("Held", "pk since uscc kind name operator_name operator_consent town")
KINDS, TOWNS = (dict(Business._meta.get_field(name).flatchoices) for name in ("kind", "town"))


def _recognised(row):
    facts = {"uscc": row.uscc, "kind": row.kind, "town": row.town, "since": row.since}
    facts |= {"kind_label": KINDS.get(row.kind, row.kind), "town_label": TOWNS.get(row.town, row.town)}
    name = shown_name(row)
    return Live(ROSTER, row.pk, row.since, Text(name, row.uscc), f"/minglu/?q={row.uscc}", name, facts)


def _entries(pks, today):
    rows = NoticeEntry.objects.public().filter(pk__in=list(pks), notice__serial__isnull=False)
    rows = rows.exclude(status="withdrawn").select_related("notice")
    return [_listed(entry, today) for entry in rows]


def _listed(entry, today):
    line = shown_entry(entry, today)
    name, later = line["shown_name"], without_names(line)["shown_name"]
    facts = {"uscc": line["uscc"], "state": line["state"], "notice": entry.notice, "ordinal": entry.ordinal}
    return Live(
        ENTRY, entry.pk, entry.listed_on, Text(name, line["uscc"]),
        f"{entry.notice.get_absolute_url()}{entry.ordinal}/", name, facts, (Text(later),) if later != name else (),
    )  # fmt: skip


def _notices(pks, today):
    return [
        Live(
            NOTICE, notice.pk, notice.published_on, Text(notice.title, more=(notice.number, notice.batch)),
            notice.get_absolute_url(), notice.title, {"number": notice.number},
        )
        for notice in Notice.objects.public().filter(pk__in=list(pks))
    ]  # fmt: skip


def _announcements(pks, today):
    """Those that are valid today; of an old one without the names of persons, as its page shows them."""
    replaced = Announcement.objects.filter(corrects=OuterRef("pk"), published_on__lte=today)
    rows = Announcement.objects.public(today).filter(~Exists(replaced), pk__in=list(pks))
    return [_told(row, today) for row in rows]


def _told(told, today):
    nameless = names_leave_on(told.published_on) <= today
    lines = announced_rows(told, nameless=nameless)
    facts = {"number": told.number, "kind_label": told.get_kind_display(), "lines": lines}
    later = () if nameless else (Text("", more=_of(announced_rows(told, nameless=True))),)
    return Live(
        ANNOUNCEMENT, told.pk, told.published_on, Text(told.title, more=(told.number, *_of(lines))),
        told.get_absolute_url(), told.title, facts, later,
    )  # fmt: skip


def _of(lines):
    """Names and codes of a list, each for itself: nothing is found across two of them."""
    return tuple(str(line[name]) for line in lines for name in ("shown_name", "uscc") if line.get(name))


def _keys(rows, column="pk"):
    return rows.order_by(column).values_list(column, flat=True).iterator(chunk_size=10_000)


for made in (
    Source(ROSTER, "minglu", "名录", _roster, lambda: _keys(Qualification.objects.in_force(), "business_id")),
    Source(ENTRY, "mingdan", "公示名单", _entries, lambda: _keys(NoticeEntry.objects.public())),
    Source(NOTICE, "gongshi", "公示", _notices, lambda: _keys(Notice.objects.public())),
    Source(ANNOUNCEMENT, "gonggao", "公告", _announcements, lambda: _keys(Announcement.objects.all())),
):
    register(made)
