"""The answer to an upload with errors or warnings: the bank's own file, marked (issue: the red workbook)."""

import hashlib
from dataclasses import dataclass, field

from registry.history.errors import Refusal
from registry.workbooks.annotated import annotated
from registry.workbooks.child import Lost
from registry.workbooks.kinds import ending
from registry.workbooks.reading import read_sheet

from .. import cells
from ..columns import KNOWN
from .marking import cells_of, grouped, result_of, summary_of
from .places import places_of, widest
from .rewriting import Writer

LARGE, DETAIL = 5_000, 2_000
GONE = "“{}”已经删除（上传后24小时没有确认的文件不再保留），不能再标注。请重新上传，核对后即可下载。"
KEYS = "红色的格有误，必须更正；黄色的格是提醒，请核对。更正后把文件重新上传即可，“结果”一列和本表不会读取。"
CAPPED = f"文件超过{LARGE}行：这里只列出前{DETAIL}个有误或有提醒的行，原行号写在“结果”一列；全部错误请下载“全部错误（CSV）”，在原文件中更正后重新上传。"


@dataclass
class Plan:
    """What goes where. `marks` {row: {column: (level, comment)}}, `results` {row: (text, level, comment)}; from 1."""

    column: int
    marks: dict = field(default_factory=dict)
    results: dict = field(default_factory=dict)


def has_answer(upload) -> bool:
    """Whether there is anything to mark and the rows are still kept."""
    return bool(upload.file) and upload.staged.exclude(errors=[], warnings=[]).exists()


def answer_name(upload) -> str:
    """What the marked file is called: the bank's own name and what was done to it."""
    stem = upload.original_name.rpartition(".")[0] or upload.original_name
    return f"{stem}-标注.xlsx"


def answer_workbook(upload) -> bytes:
    """The marked xlsx. Raises Refusal in a sentence when the file is gone or another one, or nothing is to be marked."""
    content = content_of(upload)
    if not has_answer(upload):
        raise Refusal(f"“{upload.original_name}”没有错误，也没有提醒，不需要标注。")
    if upload.rows > LARGE:
        return _capped(upload)
    staged = list(upload.staged.order_by("row"))
    places = places_of(upload.mapping)
    plan = _plan(staged, places, places.result_column(widest(row.raw for row in staged)))
    summary = _summary(upload, staged, KEYS)
    if ending(upload.original_name) == "xlsx":
        try:
            return _own(upload, content, plan, summary)
        except Lost:
            pass  # the library does not understand the file: its values are written anew
    return _anew(upload, content, plan, summary)


def content_of(upload) -> bytes:
    """The bytes as they were uploaded. Raises Refusal."""
    if not upload.file or not upload.file.storage.exists(upload.file.name):
        raise Refusal(GONE.format(upload.original_name))
    with upload.file.open("rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != upload.sha256:
        raise Refusal(f"“{upload.original_name}”与上传时的内容不一致，不能标注。请重新上传。")
    return content


def _plan(staged, places, column):
    plan = Plan(column)
    for row in staged:
        found = cells_of(row, places)
        _, note = found.pop(0, ("", ""))
        plan.marks[row.row] = found
        plan.results[row.row] = (*result_of(row), note)
    return plan


def _summary(upload, rows, said):
    counts = (
        f"共{upload.rows}行：新增{upload.created}，更新{upload.updated}，无变化{upload.unchanged}，"
        f"有误{upload.rejected}，提醒{upload.warnings}。"
    )
    return summary_of(f"错误汇总：{upload.original_name}", counts + said, grouped(rows))


def _own(upload, content, plan, summary):
    marks = [(row, at, *told) for row, found in plan.marks.items() for at, told in found.items()]
    results = [(row, *told) for row, told in plan.results.items()]
    return annotated(
        upload.original_name, content, sheet=upload.sheet, header=upload.header_row, column=plan.column, marks=marks,
        results=results, summary=summary,
    )  # fmt: skip


def _anew(upload, content, plan, summary):
    """Line for line what was read, with titles and foot."""
    taught = upload.mapping.get("columns", {})
    sheet = read_sheet(upload.original_name, content, {*KNOWN, *taught})
    writer = Writer(sheet.name)
    writer.merge(sheet.merged)
    for number, row in enumerate(sheet.grid, start=1):
        head = number == upload.header_row
        kept = row[: plan.column - 1] + [""] * (plan.column - 1 - len(row))
        writer.row(number - 1, kept, plan.marks.get(number, {}), head=head)
        if number in plan.results:
            writer.result(number - 1, plan.column, *plan.results[number])
    writer.heads(
        upload.header_row - 1, plan.column, [_width(sheet.grid, at) for at in range(plan.column - 1)]
    )
    return writer.done(summary)


def _width(grid, at):
    """In characters: as wide as the first rows need, within reason."""
    longest = max((len(cells.text(row[at])) for row in grid[:50] if at < len(row)), default=8)
    return min(max(longest * 1.6, 10), 30)


def _capped(upload):
    """Header and the first bad rows, read from the staged rows one by one."""
    bad = upload.staged.exclude(errors=[], warnings=[]).order_by("row")
    numbers = sorted([*bad.exclude(errors=[]).values_list("pk", flat=True)[:DETAIL]])
    numbers += bad.filter(errors=[]).values_list("pk", flat=True)[: DETAIL - len(numbers)]
    places = places_of(upload.mapping)
    column = places.result_column(max(widest([row.raw]) for row in bad.filter(pk__in=numbers[:500])))
    writer = Writer(upload.sheet, constant=True)
    writer.heads(0, column, [18] * (column - 1))
    writer.row(0, places.labels[: column - 1], {}, head=True)
    for at, row in enumerate(bad.filter(pk__in=numbers).iterator(), start=1):
        marks = cells_of(row, places)
        _, note = marks.pop(0, ("", ""))
        raw = (row.raw + [""] * column)[: column - 1]
        text, level = result_of(row)
        writer.row(at, raw, marks)
        writer.result(at, column, f"原第{row.row}行，{text}", level, note)
    return writer.done(_summary(upload, bad.iterator(), CAPPED))
