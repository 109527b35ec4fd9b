"""Facts that another system reports: the same reading and judging as the sheet, booked at once, once per request (R55)."""

import hashlib

from django.db import transaction

from registry.credit.delivering import book, open_delivery
from registry.credit.models import Delivery
from registry.history.acting import acting
from registry.history.errors import Refusal

from ..cells import CellError, day
from .columns import LABELS, read_fact
from .taking import judge_read, preview

MOST = 1000
NAMES = {"from": "period_from", "to": "period_to"}


class BadRows(Refusal):
    """Rows are unfit and the sender did not ask for the good ones: `errors` names each row, column and sentence."""

    def __init__(self, errors):
        self.errors = errors
        super().__init__(
            f"有{len({e['row'] for e in errors})}条信息不符合要求，全部没有登记。请更正后重新报送。"
        )


def earlier(token, key, body):
    """The delivery this request made before, or None. Raises Refusal when the same number came with other contents."""
    held = Delivery.objects.filter(token=token, idempotency_key=key).first()
    if held is not None and held.sha256 != hashlib.sha256(body).hexdigest():
        raise Refusal(f"请求编号“{key}”已经用过，这次的内容与上次不同。请换用新的请求编号。")
    return held


@transaction.atomic
def receive(token, key, body, told, *, today) -> Delivery:
    """Book what a system reported under its key: `told` is the request as plain values. Raises Refusal, BadRows."""
    rows = told.get("facts")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise Refusal("“facts”应为至少一条信息的列表。请核对报文。")
    if len(rows) > MOST:
        raise Refusal(f"一次报送了{len(rows)}条，最多{MOST}条。请分几次报送。")
    read = [read_fact(number, _cells(row)) for number, row in enumerate(rows, start=1)]
    found = judge_read(read, source=token.source, today=today)
    partial = told.get("partial") is True
    errors = errors_of(found)
    if errors and not partial:
        raise BadRows(errors)
    delivery = Delivery(
        source=token.source, channel="api", purpose=_text(told, "purpose", 100), authority=_text(told, "authority", 200),
        use_until=_day(told), sha256=hashlib.sha256(body).hexdigest(), token=token, idempotency_key=key,
        preview=preview(found),
    )  # fmt: skip
    judged = [one for _, one in found]
    with acting(token.holder, "数据接口报送", source=f"api:{token.prefix}"):
        open_delivery(delivery, judged, actor=token.holder, today=today, reason="数据接口报送")
        if all(one.action == "rejected" for one in judged):
            raise BadRows(errors)
        return book(delivery, judged, actor=token.holder, today=today, reason="数据接口报送", partial=partial)


def _cells(row):
    return {
        NAMES.get(name, name): value
        for name, value in row.items()
        if isinstance(value, (str, int, type(None)))
    }


def _text(told, name, longest):
    value = told.get(name)
    return value.strip()[:longest] if isinstance(value, str) else ""


def _day(told):
    try:
        value = told.get("use_until")
        return day(value) if isinstance(value, str) else None
    except CellError as error:
        raise Refusal(f"“use_until”{error}") from error


def errors_of(found):
    """Rows with problems as plain values: the row's number in the request, the column, the sentence."""
    return [
        {"row": read.number, "column": LABELS.get(name, name), "message": text}
        for read, judged in found
        for name, text in judged.problems
    ]


def answer_of(delivery) -> dict:
    """What became of a delivery, as plain values for the sender."""
    errors = [{"row": line["row"], **error} for line in delivery.preview for error in line["errors"]]
    return {
        "delivery": delivery.pk, "outcome": delivery.status, "rows": delivery.rows, "created": delivery.created,
        "corrected": delivery.corrected, "unchanged": delivery.unchanged, "rejected": delivery.rejected, "errors": errors,
    }  # fmt: skip
