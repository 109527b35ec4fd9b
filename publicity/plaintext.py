"""A notice or an announcement as plain text, to be copied into a chat or read out: what its page shows, and no more."""

from .days import period_in_words
from .publicdata import STATES, notice_state, shown_entries, shown_rows

GONE = {
    "expired": "本公告的公开期限已满，内容不再展示。",
    "replaced": "本公告已由其后的公告更正或取代，内容不再展示。",
    "withdrawn": "本公告已撤销。",
}


def notice_text(notice, today, *, address) -> str:
    """Title, number, period, text, list and where to read it; `address` is the whole permanent address."""
    state, entries = notice_state(notice, today), shown_entries(notice, today)
    lines = [notice.title, f"{notice.number}　{STATES[state]}", f"公示期：{period_in_words(notice, today)}"]
    lines += [notice.extension_note] if notice.extension_note else []
    lines += ["", *_paragraphs(notice.body)]
    if entries:
        lines += ["", f"名单（{len(entries)}）", *(_entry(entry) for entry in entries)]
    return _closed(lines, notice.check_code, address)


def announcement_text(announcement, today, *, address) -> str:
    """The same of an announcement; once it is no longer valid only its kind, number and why it is not shown."""
    state = announcement.state(today)
    if state != "valid":
        return "\n".join(
            [announcement.get_kind_display(), announcement.number, GONE[state], f"网址：{address}", ""]
        )
    rows = shown_rows(announcement, today)
    head = f"{announcement.number}　{announcement.get_kind_display()}"
    lines = [announcement.title, head, "", *_paragraphs(announcement.body)]
    if rows:
        lines += ["", f"名单（{len(rows)}）", *(f"{n}. {_row(row)}" for n, row in enumerate(rows, 1))]
    return _closed(lines, announcement.check_code, address)


def _paragraphs(body):
    return [line.strip() for line in body.splitlines() if line.strip()]


def _entry(entry):
    return f"{entry['ordinal']}. {_row(entry)}　{entry['state']}"


def _row(row):
    parts = (row.get(name, "") for name in ("shown_name", "uscc", "shown_operator", "town"))
    return "　".join(str(part) for part in parts if part)


def _closed(lines, code, address):
    return "\n".join([*lines, "", f"网址：{address}", f"查验码：{code}", ""])
