"""Making tonight's edition of a table: once a day, again when something had to leave, never a shrunk one without a person."""

from django.db import transaction

from registry.ledger.actors import system_actor
from registry.ledger.alone import alone
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.policy.dates import written
from registry.policy.versions import terms_on

from ..models import OpenDataEdition
from . import shelf
from .asking import ask
from .comparing import difference, is_suspicious
from .files import file_names, files_of
from .keeping import held_rows, is_fit, retire_old
from .tables import TABLES, rows_of

PUBLISHED, UNCHANGED, HELD, FAILED = "published", "unchanged", "held", "failed"


def publish_all(*, today, wait=True) -> list[dict]:
    """Bring every table to `today`, each for itself: {"table", "outcome", "told"}, outcome published, unchanged, held, failed.

    One publisher at a time: with `wait` this one after the other, without it leaves everything to the one at work.
    """
    with alone(wait=wait, what="opendata") as mine:
        return [_bring(table, today) for table in TABLES.values()] if mine else []


def _bring(table, today):
    try:
        with transaction.atomic():
            outcome, said = publish(table, today=today)
    except Exception as error:
        outcome, said = (
            FAILED,
            str(error) if isinstance(error, Refusal) else f"{type(error).__name__}：{error}",
        )
        _tell_failed(table, said, today)
    return {"table": table.slug, "outcome": outcome, "told": said}


def publish(table, *, today) -> tuple[str, str]:
    """(outcome, sentence) of the edition of `today`. A drop the register does not explain is put to a person instead.

    Raises Refusal when there is a later edition already.
    """
    last = newest(table.slug)
    if last and last.day > today:
        raise Refusal(
            f"“{table.title}”已有{written(last.day)}的版本，不能再补做{written(today)}的。请改用当天或以后的日期。"
        )
    rows = rows_of(table, today)
    if last and last.day == today and is_fit(last, rows):
        return UNCHANGED, f"{last}已经发布。"
    problem = loss(table, last, rows, today)
    if problem:
        ask(table, problem, actor=system_actor(), today=today)
        return HELD, problem["sentence"]
    return PUBLISHED, f"{make(table, last, rows, today=today)}，{len(rows)}行。"


def newest(slug):
    """The latest edition of a table, whether its files still stand or not."""
    return OpenDataEdition.objects.filter(table=slug).order_by("-day", "-revision").first()


def loss(table, last, rows, today) -> dict | None:
    """Figures and a sentence about a drop the register does not explain; None where all is well."""
    if last is None:
        return None
    before = held_rows(last)
    if before is None:
        sentence = f"“{table.title}”的上一版（{last}）文件缺失或者与指纹不符，不能比较，没有发布新版本。"
        return {"before": last.rows, "now": len(rows), "lost": 0, "explained": 0, "sentence": sentence}
    gone = set(difference(before, rows, table.key).removed)
    explained = gone & table.explained(gone, last.made_at, today) if gone else set()
    terms, lost = terms_on(today), len(gone - explained)
    if not is_suspicious(
        len(before), lost, percent=terms.opendata_drop_percent, least=terms.opendata_drop_rows
    ):
        return None
    sentence = (
        f"“{table.title}”上一版{len(before)}行，现在{len(rows)}行，其中{lost}行的减少在登记中找不到依据"
        f"（有依据的{len(explained)}行），达到警戒线{terms.opendata_drop_percent}%，没有发布，上一版继续提供。"
    )
    return {
        "before": len(before),
        "now": len(rows),
        "lost": lost,
        "explained": len(explained),
        "sentence": sentence,
    }


def make(table, last, rows, *, today, by=None, why="") -> OpenDataEdition:
    """Write the files, then the row that names them, then let go of what may stand no longer."""
    before = (held_rows(last) if last else None) or []
    change = difference(before, rows, table.key)
    again = last.revision + 1 if last and last.day == today else 1
    contents = files_of(table, rows, change, day=today, since=last.day if last else None)
    names = file_names(table.slug, again)
    edition = OpenDataEdition(
        table=table.slug, day=today, revision=again, previous=last, rows=len(rows), added=len(change.added),
        changed=len(change.changed), removed=len(change.removed), released_by=by, released_why=why[:300],
        files=[
            {"name": names[kind], "kind": kind, "sha256": shelf.put(content), "bytes": len(content)}
            for kind, content in contents.items()
        ],
    )  # fmt: skip
    edition.save(force_insert=True)
    retire_old(table, rows, newest=edition, today=today)
    return edition


def _tell_failed(table, said, today):
    post(
        key=f"opendata:{table.slug}:{today:%Y%m%d}:failed", kind="opendata", to=["OFFICE"], today=today,
        subject=f"开放数据“{table.title}”没有生成",
        body=f"今天的版本没有生成，上一版继续提供；系统每十分钟再试。原因：{said} 请系统管理员查看。",
    )  # fmt: skip
