"""A sheet of credit facts taken in: kept, judged, shown; nothing is booked before a person confirms (R55)."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from registry.credit.delivering import Judged, book, judge, must_report, open_delivery
from registry.credit.models import Delivery
from registry.credit.rules import LEVELS
from registry.history.acting import acting
from registry.history.errors import Refusal
from registry.workbooks.reading import read_sheet

from .columns import KNOWN, LABELS, find_header, read_rows

SHOWN = 500


def review(name, content, *, source, today):
    """(read row, judged or None) pairs of a whole file. Raises Refusal when the file itself is unfit."""
    grid = read_sheet(name, content, KNOWN).grid
    header, places, problems = find_header(grid)
    if problems:
        raise Refusal(problems)
    read = list(read_rows(grid, header, places))
    if not read:
        raise Refusal(f"文件“{name}”的表头下面没有数据行。请填写后重新上传。")
    return judge_read(read, source=source, today=today)


def judge_read(read, *, source, today) -> list[tuple]:
    """Read rows judged together; a row that could not be read is rejected with what is wrong in each cell."""
    judged = iter(judge([one.fact for one in read if one.fact], source=source, today=today))
    return [(one, next(judged) if one.fact else Judged(None, problems=one.problems)) for one in read]


@transaction.atomic
def stage(name, content, *, source, purpose, authority, use_until, actor, today, reason="") -> Delivery:
    """Keep the file and what was found in it. Raises NotAllowed for another institution's source, Refusal."""
    must_report(source, actor)
    found = review(name, content, source=source, today=today)
    delivery = Delivery(
        source=source, channel="sheet", purpose=purpose.strip(), authority=authority.strip(), use_until=use_until,
        original_name=name[-200:], sha256=hashlib.sha256(content).hexdigest(), preview=preview(found),
    )  # fmt: skip
    delivery.file.save(f"{uuid.uuid4().hex}.dat", ContentFile(content), save=False)
    return open_delivery(delivery, [one for _, one in found], actor=actor, today=today, reason=reason)


def preview(found):
    """The rows as the page shows them, those with problems first, at most SHOWN."""
    rows = [_line(read, judged) for read, judged in found]
    return sorted(rows, key=lambda line: (line["action"] != "rejected", line["row"]))[:SHOWN]


def _line(read, judged):
    level = read.said.get("level", "")
    return {
        "row": read.number, "action": judged.action, "uscc": read.said.get("uscc", ""), "kind": read.said.get("kind", ""),
        "name": judged.business.display_name if judged.business else read.said.get("name", ""),
        "level": LEVELS.get(level, level), "changes": [list(change) for change in judged.changes],
        "errors": [{"column": LABELS.get(name, name), "message": text} for name, text in judged.problems],
    }  # fmt: skip


@transaction.atomic
def confirm(delivery, *, actor, today, reason="", partial=False) -> Delivery:
    """Book a staged file as shown, judged anew. Raises Refusal when the register has moved on since."""
    with delivery.file.open("rb") as file:
        found = review(delivery.original_name, file.read(), source=delivery.source, today=today)
    bad = {read.number for read, judged in found if judged.action == "rejected"}
    shown = {line["row"] for line in delivery.preview if line["action"] == "rejected"}
    if len(bad) > delivery.rejected or (delivery.rejected < SHOWN and bad - shown):
        raise Refusal(
            "核对之后登记簿有了变化，有的行现在不能登记，本次没有登记。请重新上传，按新的核对结果确认。"
        )
    book(delivery, [one for _, one in found], actor=actor, today=today, reason=reason, partial=partial)
    delivery.preview = preview(found)
    with acting(actor, reason or "登记信用信息"):
        delivery.save(update_fields=["preview"])
    return delivery
