"""What the register says of a business's notices on day D, as known on day K: window, state, wording (two clocks, §4.4)."""

from registry.ledger.replay import status_on

from .models import Notice, NoticeEntry
from .publicdata import STATES

NOTICE, ENTRY = Notice._meta.label_lower, NoticeEntry._meta.label_lower


def notices_on(code, *, on, known_by=None) -> list[dict]:
    """One dict per notice that listed this credit code and was published by `on`, oldest first.

    `known_by` is an instant: window, extension and corrections count only where they were written down by then.
    The state follows from the days, not from the timers. Days are ISO strings.
    """
    entries = NoticeEntry.history.filter(uscc=code).order_by("id").values_list("id", flat=True).distinct()
    found = [_said(pk, code, on, known_by) for pk in entries]
    return [said for said in found if said]


def _said(pk, code, on, known_by):
    entry = _as_known(NoticeEntry, pk, known_by)
    listed = entry is not None and entry.uscc == code and entry.listed_on is not None
    notice = _as_known(Notice, entry.notice_id, known_by) if listed else None
    status = status_on(NOTICE, notice.id, on=on, known_by=known_by) if notice else ""
    if status in ("", "draft"):
        return None
    state = _state(notice, status, on)
    return {
        "serial": notice.serial,
        "number": notice.number,
        "ordinal": entry.ordinal,
        "shown_name": entry.shown_name,
        "entry": status_on(ENTRY, pk, on=on, known_by=known_by),
        "state": state,
        "state_label": STATES[state],
        "published_on": notice.published_on.isoformat(),
        "starts_on": notice.starts_on.isoformat(),
        "ends_on": notice.ends_on.isoformat(),
        "announced_ends_on": notice.announced_ends_on.isoformat(),
        "provisional": notice.provisional,
        "extension_note": notice.extension_note,
    }


def _state(notice, status, on):
    if status == "withdrawn":
        return "withdrawn"
    return "open" if notice.provisional or on <= notice.ends_on else "closed"


def _as_known(model, pk, known_by):
    """The latest version of the row written by then, None before there was one."""
    lines = model.history.filter(id=pk)
    if known_by is not None:
        lines = lines.filter(history_date__lte=known_by)
    return lines.order_by("-history_date", "-history_id").first()
