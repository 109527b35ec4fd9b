"""What the registers' pages need beside Django's own: words for ticks, labels for cells, tones for states."""

import re
from contextlib import suppress
from datetime import date

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from registry.history import sources
from registry.policy.dates import written

register = template.Library()

TICK = re.compile(r'<img src="[^"]*icon-(yes|no|unknown)\.svg" alt="(?:True|False|None)">')
CELL = re.compile(r"^<(td|th)\b")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MONEY = re.compile(r"\d{4,}\.\d\d")
MONEY_CELL = re.compile(rf"(?<=>)-?{MONEY.pattern}(?=<)")
TICKS = {"yes": ("yes", "是"), "no": ("no", "否"), "unknown": ("no", "未定")}
TONES = {
    "done": "qualified recognised settled cured recovered nil repaid confirmed accepted answered unchanged repaired removed",
    "due": "candidate in_publicity open pending held submitted supplement screening screened approved lodged returned "
    "received investigating notified replied proposed signed partial claimed recovering write_off_asked lead",
    "alarm": "warned cancelled overdue day60 listed published major refused written_off rejected compensated suspended",
}  # fmt: skip
TONE_OF = {status: tone for tone, statuses in TONES.items() for status in statuses.split()}
WITH_OTHER_TONE = {
    ("publicity.noticeentry", "refused"): "alarm", ("lending.overdueepisode", "open"): "alarm",
    ("lending.reportingperiod", "received"): "done", ("lending.reportingperiod", "due"): "due",
    ("lending.reportingperiod", "late"): "alarm", ("lending.reportingperiod", "belated"): "due",
    ("lending.silentmaturity", "open"): "alarm", ("lending.silentmaturity", "overdue"): "due",
    ("lending.countermand", "prepared"): "alarm", ("lending.countermand", "refunding"): "due",
    ("lending.countermand", "done"): "done", ("lending.countermand", "settled"): "done",
    ("lending.creditline", "active"): "done", ("lending.repaymentpromise", "kept"): "done", ("lending.repaymentpromise", "broken"): "alarm", ("lending.loannote", "active"): "done",
    ("imports.upload", "accepted"): "done", ("lending.compensationclaim", "paid"): "due",
}  # fmt: skip


@register.filter
def worded(html):
    """Ticks and crosses as words, an amount of money with its thousands apart."""

    def word(found):
        tone, text = TICKS[found[1]]
        return f'<span class="xbd-{tone}">{text}</span>'

    text = str(html)
    if MONEY.fullmatch(text.removeprefix("-")):
        return _apart(text)
    return mark_safe(TICK.sub(word, text)) if "icon-" in text else html


def _apart(text):
    whole, cents = text.split(".")
    return f"{int(whole):,}.{cents}"


@register.filter
def as_read(told):
    """A word of a cell as it is kept (2026-11-05, 90000.00), as people write it; anything else as it is."""
    text = str(told or "")
    if DAY.fullmatch(text):
        with suppress(ValueError):  # 2026-02-31 is a word like any other
            return written(date.fromisoformat(text))
    return _apart(text) if MONEY.fullmatch(text) else told


@register.simple_tag
def labelled_cells(row, headers):
    """The cells of one row of a list, each naming its column for the cards on small screens."""
    cells = []
    for cell, header in zip(row, headers, strict=False):
        label = escape(str(header["text"]))
        shown = MONEY_CELL.sub(lambda found: _apart(found[0]), str(worded(cell)).strip())
        cells.append(CELL.sub(rf'<\1 data-label="{label}"', shown, count=1))
    return mark_safe("".join(cells))


@register.filter
def tone(record):
    """The tone of a record's status: done, due, alarm, or none."""
    status = getattr(record, "status", "")
    return WITH_OTHER_TONE.get((record._meta.label_lower, status)) or TONE_OF.get(status, "")


@register.filter
def source_word(code):
    return sources.source_word(code)


@register.filter
def actor_word(line):
    """Who made a history row, by name; the system and the public in words."""
    name = str(line.history_user or line.history_username or "—")
    return {"system": "系统", "public": "公众"}.get(name, name)
