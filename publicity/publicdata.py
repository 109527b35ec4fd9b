"""What machines and pages read of notices and announcements: allow-listed fields only (domain §5.4)."""

from registry.ledger.admin_base.export import harmless
from registry.policy.versions import policy_on

from .days import day_strip, period_in_words, position
from .deadlines import names_leave_on
from .models import NoticeEntry
from .shown import ANNOUNCEMENT, COUNTING, FIELDS, NOTICE, TOLD, WINDOW, entry_line, without_names

HOW_TO_OBJECT = "/fankui/"
_HEADERS = (
    "序号",
    "名称",
    "统一社会信用代码",
    "类别",
    "法定代表人/经营者",
    "所属镇",
    "行业",
    "推荐单位",
    "状态",
)
_ROW_HEADERS = ("名称", "统一社会信用代码", "类别", "法定代表人/经营者", "所属镇")
STATES = {"open": "公示中", "closed": "公示已结束", "withdrawn": "公示已撤销"}


def notice_state(notice, today) -> str:
    """open, closed or withdrawn: by the dates, whatever the timers did."""
    if notice.status == "withdrawn":
        return "withdrawn"
    return "open" if notice.is_open(today) else "closed"


def entry_state(entry, today) -> str:
    """What the public reads about one entry today; never early, never stale."""
    if entry.status == "in_publicity" and not entry.notice.is_open(today):
        return "公示期满，结果待公告"
    return entry.get_status_display()


def shown_entries(notice, today) -> list[dict]:
    """The list as shown. A withdrawn notice shows nobody; a withdrawn entry keeps number and state only."""
    entries = NoticeEntry.objects.filter(notice=notice).public().order_by("ordinal")
    lines, nameless = [], names_leave_on(notice.ends_on) <= today
    for entry in entries:
        entry.notice = notice
        lines.append(_shown(entry, today, nameless))
    return lines


def shown_entry(entry, today) -> dict:
    """One entry as the list of its notice shows it today."""
    return _shown(entry, today, names_leave_on(entry.notice.ends_on) <= today)


def _shown(entry, today, nameless):
    line = without_names(entry_line(entry)) if nameless else entry_line(entry)
    if entry.status == "withdrawn":
        line = dict.fromkeys(FIELDS, "") | {"ordinal": entry.ordinal, "shown_name": "（已撤回）"}
    outcome = entry.outcome_on.isoformat() if entry.outcome_on else None
    corrected = entry.corrected_on.isoformat() if entry.corrected_on else None
    more = {"state": entry_state(entry, today), "outcome_on": outcome, "corrected_on": corrected}
    return {**line, **more}


def notice_json(notice, today) -> dict:
    """One published notice for machines."""
    state, spot = notice_state(notice, today), position(notice, today)
    return {
        **_of(notice, NOTICE),
        "state": state,
        "state_label": STATES[state],
        "url": notice.get_absolute_url(),
        "basis": f"{policy_on(notice.published_on).document_number}二（二）3",
        **{name: day.isoformat() for name, day in _of(notice, WINDOW).items()},
        **_of(notice, COUNTING),
        "workday_n": spot.n,
        "workdays_left": spot.left,
        "period": period_in_words(notice, today),
        "days": [
            {"date": day["date"].isoformat(), "counted": day["counted"], "why": day["why"]}
            for day in day_strip(notice, today)
        ],
        "how_to_object": HOW_TO_OBJECT if state == "open" else "",
        **_of(notice, TOLD),
        "sha256": notice.text_sha256,
        "announcements": [a.serial for a in notice.announcements.filter(published_on__lte=today)],
        "supplements": notice.supplements.serial if notice.supplements_id else None,
        "additions": [n.serial for n in notice.additions.public()],
        "entries": shown_entries(notice, today),
    }


def notice_rows(notice, today) -> list[list]:
    """Header and rows of the list, safe to open in a spreadsheet."""
    rows = [[*(line[name] for name in FIELDS), line["state"]] for line in shown_entries(notice, today)]
    return [list(_HEADERS), *([harmless(cell) for cell in row] for row in rows)]


def announcement_json(announcement, today) -> dict:
    """One announcement for machines; once expired or withdrawn it keeps its address and loses the persons."""
    state = announcement.state(today)
    shown = state == "valid"
    corrected_by = announcement.corrected_by.order_by("-id").first()
    return {
        **_of(announcement, ANNOUNCEMENT),
        "kind_label": announcement.get_kind_display(),
        "title": announcement.title if shown else announcement.get_kind_display(),
        "state": state,
        "url": announcement.get_absolute_url(),
        "published_on": announcement.published_on.isoformat(),
        "recorded_at": announcement.recorded_at.isoformat(timespec="seconds"),
        "expires_on": announcement.expires_on.isoformat() if announcement.expires_on else None,
        "body": announcement.body if shown else _GONE[state],
        "rows": shown_rows(announcement, today),
        "notice": announcement.notice.serial if announcement.notice_id else None,
        "corrects": announcement.corrects.serial if announcement.corrects_id else None,
        "corrected_by": corrected_by.serial if corrected_by else None,
    }


def _of(record, names):
    """The named columns, each of them declared public where the tuple was made."""
    return {name: getattr(record, name) for name in names}


def shown_rows(announcement, today) -> list[dict]:
    """The list of an announcement while it is valid, without names of persons once they are old; empty afterwards."""
    if announcement.state(today) != "valid":
        return []
    return announced_rows(announcement, nameless=names_leave_on(announcement.published_on) <= today)


def announced_rows(announcement, *, nameless) -> list[dict]:
    """The list of a valid announcement, with or without the names of persons."""
    return [without_names(row) for row in announcement.rows] if nameless else announcement.rows


def announcement_rows(announcement, today) -> list[list]:
    """Header and rows, safe to open in a spreadsheet."""
    lines = shown_rows(announcement, today)
    listed = announcement.kind == "recognition"
    names = FIELDS if listed else ("shown_name", "uscc", "kind", "shown_operator", "town")
    header = _HEADERS[:-1] if listed else _ROW_HEADERS
    return [list(header), *([harmless(line.get(name, "")) for name in names] for line in lines)]


_GONE = {
    "expired": "本公告的公开期限已满，名单不再展示。",
    "replaced": "本公告已由其后的公告更正或取代，名单不再展示。",
    "withdrawn": "本公告已撤销。",
}
