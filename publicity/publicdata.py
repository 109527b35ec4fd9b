"""What machines and pages read of notices and announcements: allow-listed fields only (domain §5.4)."""

from registry.history import clock
from registry.ledger.admin_base.export import harmless

from .beside import Lists, Policies, Told, later_announcements, shown_line
from .days import day_strip, period_in_words, position
from .deadlines import names_leave_on
from .shown import ANNOUNCEMENT, COUNTING, FIELDS, NOTICE, TOLD, WINDOW, without_names

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
ANNOUNCEMENT_STATES = {
    "valid": "有效",
    "replaced": "已被更正或取代",
    "expired": "公开期满",
    "withdrawn": "已撤销",
}
STATES = {"open": "公示中", "closed": "公示已结束", "withdrawn": "公示已撤销"}


def notice_state(notice, today) -> str:
    """open, closed or withdrawn: by the dates, whatever the timers did."""
    if notice.status == "withdrawn":
        return "withdrawn"
    return "open" if notice.is_open(today) else "closed"


def shown_entries(notice, today) -> list[dict]:
    """The list as shown. A withdrawn notice shows nobody; a withdrawn entry keeps number and state only."""
    return Lists([notice], today).entries_of(notice)


def shown_entry(entry, today) -> dict:
    """One entry as the list of its notice shows it today."""
    return shown_line(entry, entry.notice, today, nameless=names_leave_on(entry.notice.ends_on) <= today)


def basis_of(notice, policies) -> str:
    """The clause of the policy of its day by which a notice was published."""
    return f"{policies.policy_on(notice.published_on).document_number}二（二）3"


def notice_json(notice, today) -> dict:
    """One published notice for machines."""
    return notices_json([notice], today)[0]


def notices_json(notices, today) -> list[dict]:
    """Published notices for machines, in as many statements for a hundred as for one."""
    told = Told(notices, today)
    return [_notice_json(notice, told, today) for notice in notices]


def _notice_json(notice, told, today):
    state, spot = notice_state(notice, today), position(notice, today)
    return {
        **_of(notice, NOTICE),
        "state": state,
        "state_label": STATES[state],
        "url": notice.get_absolute_url(),
        "basis": basis_of(notice, told),
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
        "announcements": told.announcements[notice.pk],
        "supplements": told.serials.get(notice.supplements_id),
        "additions": told.additions[notice.pk],
        "entries": told.entries_of(notice),
    }


def notice_rows(notice, today) -> list[list]:
    """Header and rows of the list, safe to open in a spreadsheet."""
    rows = [[*(line[name] for name in FIELDS), line["state"]] for line in shown_entries(notice, today)]
    return [list(_HEADERS), *([harmless(cell) for cell in row] for row in rows)]


def announcement_json(announcement, today) -> dict:
    """One announcement for machines; once expired or withdrawn it keeps its address and loses the persons."""
    return announcements_json([announcement], today)[0]


def announcements_json(announcements, today) -> list[dict]:
    """Announcements for machines, in as many statements for a hundred as for one."""
    later = later_announcements(announcements)
    policies = Policies()
    return [_announcement_json(one, later[one.pk], policies, today) for one in announcements]


def _announcement_json(announcement, later, policies, today):
    state = announcement.state(today, later)
    shown = state == "valid"
    return {
        **_of(announcement, ANNOUNCEMENT),
        "kind_label": announcement.get_kind_display(),
        "title": announcement.title if shown else announcement.get_kind_display(),
        "state": state,
        "state_label": ANNOUNCEMENT_STATES[state],
        "url": announcement.get_absolute_url(),
        "published_on": announcement.published_on.isoformat(),
        "recorded_at": clock.here(announcement.recorded_at).isoformat(timespec="seconds"),
        "expires_on": announcement.expires_on.isoformat() if announcement.expires_on else None,
        "body": announcement.body if shown else _GONE[state],
        "rows": _rows(announcement, policies, today) if shown else [],
        "notice": announcement.notice.serial if announcement.notice_id else None,
        "corrects": announcement.corrects.serial if announcement.corrects_id else None,
        "corrected_by": later[-1].serial if later else None,
    }


def _of(record, names):
    """The named columns, each of them declared public where the tuple was made."""
    return {name: getattr(record, name) for name in names}


def shown_rows(announcement, today) -> list[dict]:
    """The list of an announcement while it is valid, without names of persons once they are old; empty afterwards."""
    return _rows(announcement, Policies(), today) if announcement.state(today) == "valid" else []


def announced_rows(announcement, *, nameless) -> list[dict]:
    """The list of a valid announcement, with or without the names of persons."""
    return [without_names(row) for row in announcement.rows] if nameless else announcement.rows


def _rows(announcement, policies, today):
    return announced_rows(announcement, nameless=policies.names_leave_on(announcement.published_on) <= today)


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
