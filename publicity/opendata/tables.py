"""The five open tables: what rows each has on a day, all from the allow-list, and which losses the register itself explains."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from registry.ledger.models import StatusChange
from registry.parties.models import Qualification
from registry.policy.disclosure import allowed

from ..models import Announcement, Notice, OpenDataEdition
from ..publicdata import STATES, announcement_json, notice_state, shown_entries, shown_rows
from ..shown import ANNOUNCEMENT, NOTICE, shown_name, shown_operator
from . import columns

T = OpenDataEdition.Table
_HELD = allowed("parties.qualification", "batch", "recognised_on")
_LINE = ("shown_name", "uscc", "kind", "shown_operator", "town")


@dataclass(frozen=True)
class Table:
    """`rows(today)` gives dicts of the columns, sorted by the first column, the key. `explained(keys, since, today)`:

    those of the keys that left by something the register has recorded since the moment `since`.
    """

    slug: str
    title: str
    about: str
    columns: tuple
    rows: Callable
    explained: Callable

    @property
    def key(self):
        return self.columns[0].name

    @property
    def personal(self):
        return tuple(column.name for column in self.columns if column.personal)


def roster_id(pk) -> str:
    """The public number of one standing in the roster: tells nothing, and stays the same."""
    return f"ML{salted_hmac('publicity.roster', str(pk), algorithm='sha256').hexdigest()[:16]}"


def _roster(today):
    for row in Qualification.objects.public():
        business = row.business
        yield {
            "id": roster_id(row.pk), "name": shown_name(business), "uscc": business.uscc,
            "kind": business.get_kind_display(), "operator": shown_operator(business),
            "town": business.get_town_display() if business.town else "",
            **{name: _plain(getattr(row, name)) for name in _HELD},
        }  # fmt: skip


def _notices(today):
    for notice in Notice.objects.public().filter(published_on__lte=today):
        yield {
            **{name: getattr(notice, name) for name in NOTICE}, "state": STATES[notice_state(notice, today)],
            "published_on": _plain(notice.published_on), "starts_on": _plain(notice.starts_on),
            "ends_on": _plain(notice.ends_on), "url": notice.get_absolute_url(),
        }  # fmt: skip


def _entries(today):
    for notice in Notice.objects.public().filter(published_on__lte=today):
        for line in shown_entries(notice, today):
            told = {
                name: line[name]
                for name in ("ordinal", *_LINE, "industry", "recommender", "state", "outcome_on")
            }
            yield {"key": f"{notice.serial}-{line['ordinal']}", "notice": notice.serial, **told}


def _announcements(today):
    for row in _public(today):
        told = announcement_json(row, today)
        names = (*(name for name in ANNOUNCEMENT if name in ("serial", "number")), "title", "published_on",
                 "expires_on", "notice", "corrects", "url")  # fmt: skip
        yield {**{name: told[name] for name in names}, "kind": told["kind_label"]}


def _listed(today):
    for row in _public(today):
        for at, line in enumerate(shown_rows(row, today), start=1):
            told = {name: line.get(name, "") for name in _LINE}
            yield {"key": f"{row.serial}-{at}", "announcement": row.serial, "ordinal": at, **told}


def _public(today):
    return Announcement.objects.public(today).select_related("notice", "corrects")


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _left_the_roster(keys, since, today):
    """Standings of which the ledger's last word since then is a move out of force."""
    moved = StatusChange.objects.filter(record_type=Qualification._meta.label_lower, recorded_at__gte=since)
    last = dict(moved.order_by("position").values_list("record_id", "to_status"))
    return {roster_id(pk) for pk, status in last.items() if status not in Qualification.IN_FORCE} & keys


def _nothing(keys, since, today):
    """A notice keeps its address for ever: no loss of one is right."""
    return set()


def _of_withdrawn_notices(keys, since, today):
    gone = set(Notice.objects.filter(status="withdrawn").values_list("serial", flat=True))
    return {key for key in keys if key.rpartition("-")[0] in gone}


def _over(serials, today):
    """Announcements that are there, and no longer valid: expired, withdrawn, replaced."""
    found = Announcement.objects.filter(serial__in=serials)
    return {row.serial for row in found if row.state(today) != "valid"}


def _expired(keys, since, today):
    return _over(keys, today) & keys


def _of_expired(keys, since, today):
    gone = _over({key.rpartition("-")[0] for key in keys}, today)
    return {key for key in keys if key.rpartition("-")[0] in gone}


TABLES = {
    table.slug: table
    for table in (
        Table(T.ROSTER.value, "信用企业（户）名录", "当日在名录上的企业和个体工商户，一户一行。", columns.ROSTER, _roster, _left_the_roster),
        Table(T.NOTICES.value, "公示", "发布过的每一份公示，一份一行。", columns.NOTICES, _notices, _nothing),
        Table(T.ENTRIES.value, "公示名单", "公示上的每一户和它的结果，一户一行。", columns.ENTRIES, _entries, _of_withdrawn_notices),
        Table(T.ANNOUNCEMENTS.value, "公告", "当日公开的公告，一份一行。", columns.ANNOUNCEMENTS, _announcements, _expired),
        Table(T.LISTED.value, "公告名单", "当日公开的公告上的每一户，一户一行。", columns.LISTED, _listed, _of_expired),
    )
}  # fmt: skip


def rows_of(table, today) -> list[dict]:
    """The rows of a table on `today`, in the order of its columns, sorted by key."""
    names = [column.name for column in table.columns]
    rows = [{name: row[name] for name in names} for row in table.rows(today)]
    return sorted(rows, key=lambda row: row[table.key])
