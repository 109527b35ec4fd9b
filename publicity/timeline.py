"""What the public may read of one entry's way, day by day: never who objected, nor what was said (A11, §5.4)."""

from registry.ledger.models import StatusChange

from .moves import OBJECTION
from .outcomes import FINDINGS
from .publicdata import notice_state

_MOVES = {
    "publish": "列入公示",
    "hold": "公示期满。公示期间收到反映，正在核查，暂缓认定",
    "recognise": "认定为信用企业（户）",
    "refuse": "不予认定",
    "withdraw": "撤回，不再列入公示",
}
_FOUND = {
    "major": "公示期间收到的反映，经核查属实，构成重大失信事件",
    "minor": "公示期间收到的反映，经核查属实，但不构成重大失信事件",
    "unfounded": "公示期间收到的反映，经核查不属实",
}


def entry_timeline(entry, today) -> list[dict]:
    """`date`, `text`, and `url` where an announcement tells more; oldest first. Only what has come about by `today`.

    A finding is told once the window is over, so that nothing sways it while it runs.
    """
    lines = [_step(entry, change) for change in _changes(entry, today)]
    if notice_state(entry.notice, today) != "open":
        lines += _findings(entry, today)
    lines += _corrections(entry, today)
    return sorted(lines, key=lambda line: (line["date"], line["order"]))


def _changes(entry, today):
    rows = StatusChange.objects.of(entry).filter(move__in=_MOVES, effective_on__lte=today)
    return [
        change
        for change in rows
        if entry.notice.status != "withdrawn" or change.move in ("publish", "withdraw")
    ]


def _step(entry, change):
    text, url = _MOVES[change.move], ""
    if change.move == "publish":
        text = f"{text}（{entry.notice.number}）"
    if change.move == "recognise" and entry.announcement_id:
        url = entry.announcement.get_absolute_url()
    return {
        "date": change.effective_on,
        "text": text,
        "url": url,
        "order": 2 if change.move != "publish" else 0,
    }


def _findings(entry, today):
    pks = entry.objections.filter(late=False).values("pk")
    found = StatusChange.objects.filter(
        record_type=OBJECTION.model, record_id__in=pks, to_status__in=FINDINGS, effective_on__lte=today
    )
    days = sorted({(change.effective_on, change.to_status) for change in found})
    return [{"date": day, "text": _FOUND[status], "url": "", "order": 1} for day, status in days]


def _corrections(entry, today):
    told = entry.corrections.filter(published_on__lte=today).order_by("id")
    return [
        {
            "date": a.published_on,
            "text": f"更正公示信息（{a.number}），公示期不变",
            "url": a.get_absolute_url(),
            "order": 1,
        }
        for a in told
    ]
