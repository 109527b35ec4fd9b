"""Taking a bank's file in: kept, read, judged, shown; nothing is booked before a person confirms (R70)."""

import hashlib
import uuid
from collections import Counter
from contextlib import closing
from itertools import islice

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from registry.history.acting import acting
from registry.history.errors import Refusal
from registry.history.progress import tell, watched
from registry.history.undisturbed import undisturbed
from registry.history.version import version_before, version_now
from registry.history.writing import CHUNK, database_values, insert_columns
from registry.ledger.chain import hold
from registry.ledger.doors import may_happen, perform, register, require
from registry.lending.addressees import must_act_for
from registry.lending.booking import book, judge_rows
from registry.lending.fresh import fresh
from registry.parties.second import must_be_another
from registry.policy.dates import written

from .control import control_of
from .expiring import past
from .keeping import gone_if_refused
from .marked.places import mapping_of
from .models import StagedRow, Upload
from .pipeline import Review, review
from .shown import changes_of, columns_of, ledgers_of, raw_of, said

APP = Upload._meta.app_label
AS_KEPT = Cast("clean", TextField())
_ACTIONS = {"created": "new", "updated": "changed", "unchanged": "unchanged", "rejected": "rejected"}


@undisturbed()
def stage(name, content, *, bank, actor, today, unit="", reason="", taught=None, at=0) -> Upload:
    """Keep the file and what was read in it, row by row. Raises NotAllowed, Refusal when the file is unfit.

    `unit` is yuan, wan or "" to go by the file; `taught` and `at` say which column is which (as in `review`).
    The file is read before the transaction begins: a slow file holds up nobody else's writing.
    """
    given = {"bank": bank, "actor": actor, "today": today}
    found = look_through(name, content, **given, unit=unit, taught=taught, at=at)
    return keep(name, content, found, **given, at=at, reason=reason)


def look_through(name, content, *, bank, actor, today, unit="", taught=None, at=0) -> Review:
    """Read and judge the file; nothing is written but for trial, and no transaction is open but for that."""
    require(actor, "imports.upload_ledger", "上传贷款台账")
    must_act_for(bank, actor, "上传贷款台账")
    version = version_before(today, but=[APP])
    found = review(name, content, bank=bank, actor=actor, today=today, unit=unit, taught=taught, at=at)
    found.version = version
    if not found.rows:
        raise Refusal(f"文件“{name}”的表头下面没有数据行。请填写后重新上传。")
    return found


@transaction.atomic
def keep(name, content, found, *, bank, actor, today, at=0, reason="") -> Upload:
    """Keep the file and what `look_through` found in it; the Upload waits to be confirmed."""
    upload = Upload(
        bank=bank, original_name=name[-200:], size=len(content), sha256=hashlib.sha256(content).hexdigest(),
        unit=found.layout.unit, mapping=mapping_of(found, at), register_version=found.version,
        sheet=found.sheet[:100], header_row=found.layout.header_row, uploaded_on=today, uploaded_by=actor,
        as_of=max((row.read.ledger.as_of for row in found.rows if row.read.ledger), default=None),
    )  # fmt: skip
    upload.rows, upload.warnings = len(found.rows), found.warnings
    upload.remarks = found.remarks
    upload.created, upload.updated, upload.unchanged = _counted(found.rows)
    upload.rejected = upload.rows - upload.created - upload.updated - upload.unchanged
    upload.control = control_of(found, bank=bank)
    upload.file.save(f"{uuid.uuid4().hex}.dat", ContentFile(content), save=False)
    with gone_if_refused(upload.file):
        register(upload, actor=actor, today=today, reason=reason or "上传贷款台账", clause="R70")
        _keep_rows(upload, found.rows)
    return upload


def _counted(rows):
    """How many rows are new, changed, unchanged."""
    actions = Counter(row.action for row in rows)
    return actions["created"], actions["updated"], actions["unchanged"]


def _keep_rows(upload, rows):
    """A bounded number of rows at a time, so that a long file is not held twice."""
    seen = watched(rows, "keeping")
    while some := list(islice(seen, CHUNK)):
        staged = _staged(upload, some)
        fields = [StagedRow._meta.get_field(name) for name in staged]
        insert_columns(StagedRow, fields, list(staged.values()))


def _staged(upload, rows):
    """The columns of the staged rows, ready for the database."""
    read, judged = [row.read for row in rows], [row.judged for row in rows]
    told = {
        "errors": [[vars(p) for p in row.errors] for row in rows],
        "warnings": [[vars(p) for p in row.warnings] for row in rows],
        "duties": [one.told if one else [] for one in judged],
        "ripple": [one.ripple if one else [] for one in judged],
    }
    return {
        "upload": [upload.pk] * len(rows), "row": [one.number for one in read], "raw": raw_of(one.raw for one in read),
        "action": [_ACTIONS[row.action] for row in rows], "clean": said(one.ledger for one in read),
        "changes": changes_of(judged),
        **{name: database_values(StagedRow._meta.get_field(name), values) for name, values in told.items()},
    }  # fmt: skip


@undisturbed()
@transaction.atomic
def confirm(upload, *, actor, today, reason="", partial=False, alone=False):
    """Book the file as shown: all rows or none, with `partial` the good ones. Judged anew; returns the Upload.

    Where the bank has maker and checker, another person than the uploader confirms; `alone` is for the command line,
    which an operator of the server runs.
    A file in which nothing is new becomes “unchanged”. Raises Refusal when rows are bad and `partial` is not chosen,
    or when the register has moved on so that other rows would be refused than those shown.
    """
    must_act_for(upload.bank, actor, "确认台账入账")
    if not alone:
        must_be_another(upload.bank, upload.uploaded_by_id, actor, "确认台账入账")
    hold()
    upload.refresh_from_db(from_queryset=Upload._base_manager.select_for_update())
    _must_be_whole(upload, today)
    still = _still(upload, today)
    if still and upload.rows == upload.unchanged:
        perform(upload, "find_unchanged", actor=actor, today=today, reason=reason)
        return _confirmed(upload, actor, reason)
    bad = upload.rejected
    if bad and not partial:
        raise Refusal(f"有{bad}行不符合要求，全部没有入账。请更正后重新上传，或者选择“只入账无误的行”。")
    sitting = _sitting(upload, today, still)
    booked = any(sitting.counted[:2])
    change = perform(upload, _move(upload, booked), actor=actor, today=today, reason=reason)
    tell("booking")
    if booked:
        why = f"台账{upload.original_name}"
        book(sitting, actor=actor, source=upload.source, reason=why, because=change)
    return _confirmed(upload, actor, reason)


def _still(upload, today):
    """Whether no recorded row was written since the rows were judged, on the same day."""
    return bool(upload.register_version) and upload.register_version == version_now(today, but=[APP])


def _sitting(upload, today, still):
    """The rows judged anew, as they were shown. On a register that stands `still` they are only recognised.

    Raises Refusal when another thing would be done than was shown.
    """
    if still:
        sitting = _recognised(upload, today)
        if sitting.counted == (upload.created, upload.updated, 0):
            return sitting
    shown, rows = _shown(upload)
    sitting = judge_rows(rows, bank=upload.bank, today=today)
    _must_be_as_shown(shown, sitting)
    upload.created, upload.updated, upload.unchanged = sitting.counted
    return sitting


def _recognised(upload, today):
    """The rows that were shown as new or changed, in order: by columns where all are new notes."""
    kept = upload.staged.filter(action__in=("new", "changed")).order_by("row").values_list(AS_KEPT, flat=True)
    noted = (
        set(upload.staged.exclude(warnings=[]).values_list("row", flat=True)) if upload.warnings else set()
    )
    given = {"bank": upload.bank, "today": today, "noted": noted}
    if not upload.updated:
        with closing(kept.iterator(CHUNK)) as words:  # called off, its cursor ends before the transaction
            found = fresh(columns_of(watched(words, "judging", upload.created)), **given)
        if found:
            return found
    return judge_rows(ledgers_of(kept.iterator(CHUNK)), **given)


def _confirmed(upload, actor, reason):
    upload.confirmed_by = actor
    with acting(actor, reason or "确认台账入账", source=upload.source):
        upload.save()
    return upload


def _must_be_whole(upload, today):
    """Raises Refusal when the upload is settled, past its day, or its file another one than was read."""
    table = Upload.TABLE
    may_happen(upload, table.by_name["confirm_all"], table)
    if past(upload, today):
        raise Refusal(
            f"“{upload.original_name}”于{written(upload.uploaded_on)}上传，超过24小时没有确认，不能再入账。请重新上传。"
        )
    with upload.file.open("rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != upload.sha256:
        raise Refusal(f"“{upload.original_name}”与上传时的内容不一致，没有入账。请重新上传。")


def _shown(upload):
    """{row number: (action, changes)} as the person saw it, and the rows that could be read, in order."""
    kept, shown = upload.staged.order_by("row").values_list("row", "action", "changes", AS_KEPT), {}

    def remembered():
        for number, action, changes, clean in kept.iterator(CHUNK):
            shown[number] = action, changes
            yield clean

    return shown, list(ledgers_of(remembered()))


def _must_be_as_shown(shown, sitting):
    """What was shown is what is booked; only a row that was booked meanwhile may have become unchanged."""
    moved = [one.row.row_number for one in sitting.judged if _moved(one, shown)]
    if moved:
        rows = "、".join(str(n) for n in moved[:20])
        raise Refusal(
            f"核对之后登记簿有了变化，第{rows}行的处理与显示的不同，本次没有入账。请重新上传，按新的核对结果确认。"
        )


def _moved(one, by_number):
    action = _ACTIONS[one.action]
    if action == "unchanged":
        return False
    return (action, _changes(one)) != by_number[one.row.row_number]


def _changes(judged):
    return [list(change) for change in judged.changes] if judged else []


def _move(upload, booked):
    if upload.rejected and not booked and not upload.unchanged:
        raise Refusal("没有一行可以入账。请按错误说明更正后重新上传。")
    if upload.rejected:
        return "confirm_part"
    return "confirm_all" if booked else "find_unchanged"


@transaction.atomic
def reject(upload, *, actor, today, reason):
    """Put a file aside without booking it."""
    must_act_for(upload.bank, actor, "放弃台账")
    return perform(upload, "reject", actor=actor, today=today, reason=reason)
