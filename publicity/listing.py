"""What the public lists give for machines: whole records for JSON, one line a record for CSV."""

from django.utils.crypto import salted_hmac

from registry.ledger.admin_base.export import harmless

from . import filtering
from .beside import later_announcements
from .publicdata import ANNOUNCEMENT_STATES, STATES, notice_state
from .shown import shown_name, shown_operator

_NOTICE_HEADERS = ("编号", "文号", "标题", "批次", "状态", "发布日期", "公示起", "公示止", "网址")
_ANNOUNCEMENT_HEADERS = ("编号", "文号", "种类", "标题", "状态", "发布日期", "公开期满", "网址")
_ROSTER_HEADERS = ("名称", "统一社会信用代码", "类别", "法定代表人/经营者", "所属镇", "认定日期", "批次")


def roster_lines(rows, today) -> list[dict]:
    """Recognised businesses for machines."""
    return [roster_line(row) for row in rows]


def roster_line(row) -> dict:
    """One recognised business: the allow-list of domain §5.4, the operator's name masked."""
    business = row.business
    return {
        "id": roster_id(row.pk), "name": shown_name(business), "uscc": business.uscc, "kind": business.kind,
        "kind_label": business.get_kind_display(), "operator": shown_operator(business), "town": business.town,
        "town_label": business.get_town_display(), "recognised_on": row.recognised_on.isoformat(), "batch": row.batch,
    }  # fmt: skip


def roster_id(key) -> str:
    """The public number of one standing in the roster: tells nothing, and stays the same."""
    return f"ML{salted_hmac('publicity.roster', str(key), algorithm='sha256').hexdigest()[:16]}"


def csv_of(name, values, today) -> list[list]:
    """Header and one row for every record of a filtered list, safe to open in a spreadsheet (trust OUT-1)."""
    headers, lines = _SHEETS[name]
    rows = getattr(filtering, name)(values, today)
    return [list(headers), *([harmless(cell) for cell in line] for line in lines(rows, today))]


def _notice_lines(rows, today):
    for n in rows:
        state = STATES[notice_state(n, today)]
        days = (day.isoformat() for day in (n.published_on, n.starts_on, n.ends_on))
        yield n.serial, n.number, n.title, n.batch, state, *days, n.get_absolute_url()


def _announcement_lines(rows, today):
    rows = list(rows)
    later = later_announcements(rows)
    for one in rows:
        state, kind = one.state(today, later[one.pk]), one.get_kind_display()
        title = one.title if state == "valid" else kind
        until = one.expires_on.isoformat() if one.expires_on else ""
        yield (
            one.serial, one.number, kind, title, ANNOUNCEMENT_STATES[state], one.published_on.isoformat(), until,
            one.get_absolute_url(),
        )  # fmt: skip


def _roster_lines(rows, today):
    names = ("name", "uscc", "kind_label", "operator", "town_label", "recognised_on", "batch")
    for row in rows:
        line = roster_line(row)
        yield tuple(line[name] for name in names)


_SHEETS = {
    "notices": (_NOTICE_HEADERS, _notice_lines),
    "announcements": (_ANNOUNCEMENT_HEADERS, _announcement_lines),
    "roster": (_ROSTER_HEADERS, _roster_lines),
}
