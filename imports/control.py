"""The control figures of an upload, taken when it is read and shown above its rows: sums, movement, notes not reported."""

from decimal import Decimal

from registry.lending.booking import unreported
from registry.policy.money import yuan

from .totals import SUMMED, movement, total_problems

LISTED = 200


def control_of(found, *, bank) -> dict:
    """Plain values to be kept with the upload: `movement`, `stated`, `problems`, `unreported` and how many there are."""
    rows = [row.read.ledger for row in found.rows if row.read.ledger is not None]
    judged = [row.judged for row in found.rows if row.judged is not None]
    as_of = max((row.as_of for row in rows), default=None)
    missed = unreported(bank, {row.note_no for row in rows}, as_of) if as_of else []
    return {
        "movement": movement(judged).words(),
        "stated": {name: str(value) for name, value in found.stated.items()},
        "problems": total_problems(found.stated, rows, unread=len(found.rows) - len(rows)),
        "unreported_count": len(missed),
        "unreported": [[number, yuan(owed)] for number, owed in missed[:LISTED]],
    }


def doubts(upload) -> list[str]:
    """What in the control figures asks for a look before booking, without full stops."""
    missed = upload.control.get("unreported_count")
    said = [f"有{missed}笔在保借据没有出现在文件中"] * bool(missed)
    return said + [problem.rstrip("。") for problem in upload.control.get("problems", [])]


def control_lines(upload) -> dict:
    """The kept figures as a person reads them: `table` of (label, notes, amount), `problems`, `unreported`, how many."""
    kept = upload.control
    if not kept:
        return {}
    moved = {name: Decimal(value) for name, value in kept["movement"].items()}
    table = [
        ("上次余额", int(moved["notes"]), yuan(moved["opening"])),
        ("新增借据", int(moved["drawn_notes"]), yuan(moved["drawn"])),
        ("本期增减", "", yuan(moved["moved"])),
        ("本次余额", int(moved["notes"] + moved["drawn_notes"]), yuan(moved["closing"])),
    ]
    stated = [
        (f"文件合计行的{SUMMED[name]}", "", yuan(Decimal(value))) for name, value in kept["stated"].items()
    ]
    return {
        "table": table + stated, "problems": kept["problems"], "unreported": kept["unreported"],
        "unreported_count": kept["unreported_count"], "more": kept["unreported_count"] - len(kept["unreported"]),
    }  # fmt: skip
