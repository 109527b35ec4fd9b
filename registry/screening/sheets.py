"""Answering by sheet: the open questions of one institution as a workbook, read back cell by cell, all or nothing.

A row is known by what people know it by: credit code and condition, never by a number of ours.
"""

import hashlib
import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime

import xlsxwriter
from django.db import transaction

from registry.history.acting import acting
from registry.ledger.errors import Refusal
from registry.policy.dates import written
from registry.policy.identifiers import clean, looks_destroyed, same_name
from registry.workbooks.protocol import Spoilt
from registry.workbooks.reading import read_sheet as grid_of
from registry.workbooks.words import plain

from .answering import give_opinion, given_problems, state_problems
from .models import DepartmentOpinion

COLUMNS = ("受理号", "企业（户）", "统一社会信用代码", "准入条件", "请回答", "答复期限", "意见", "说明", "查询凭据",
           "信息来源", "查询日期", "有效期至")  # fmt: skip
FILLED = ("意见", "说明", "查询凭据", "信息来源", "查询日期", "有效期至")
NEEDED = ("统一社会信用代码", "意见", "说明")
WIDTHS = (16, 28, 22, 30, 36, 13, 10, 30, 20, 18, 13, 13)
ALIASES = {"信用代码": "统一社会信用代码", "社会信用代码": "统一社会信用代码", "名称": "企业（户）", "企业名称": "企业（户）",
           "主体名称": "企业（户）", "理由": "说明", "情况说明": "说明", "审核意见": "意见", "条件": "准入条件"}  # fmt: skip
KNOWN = {plain(word): word for word in COLUMNS} | {plain(word): column for word, column in ALIASES.items()}
ANSWERS = {label: value for value, label in DepartmentOpinion.Answer.choices}
SPOILT = "{}单元格的公式没有计算结果，或者是错误值。请改为直接填写后重新上传。"
_LENGTHS = {"查询凭据": 120, "信息来源": 120, "说明": 2000}
MAX_ROWS, MAX_BYTES, HEADER_ROWS = 5000, 1_000_000, 10
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")


@dataclass(frozen=True)
class CellError:
    """One wrong cell: `row` as seen in the sheet, the column's name, what was found, and a whole sentence."""

    row: int
    column: str
    found: str
    sentence: str


@dataclass
class Preview:
    """What a sheet would do. `rows` are keywords of the verb with `opinion`; nothing is done while `errors` is not empty."""

    rows: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    blank: int = 0


def owed_by(institution):
    rows = DepartmentOpinion.objects.owed().filter(institution=institution)
    return rows.select_related(
        "application__business", "application__round", "condition", "institution"
    ).order_by("due_on", "application", "condition__order")


def worksheet(institution) -> bytes:
    """The open questions of this institution as an xlsx; only the last six columns are for filling in."""
    held, owed = io.BytesIO(), list(owed_by(institution))
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("部门意见")
        head = book.add_format({"bold": True, "bg_color": "#E8F0F9", "border": 1})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for index, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(index, index, width, text)
            sheet.write(0, index, name, head)
        for number, opinion in enumerate(owed, start=1):
            for index, value in enumerate(_line(opinion)):
                sheet.write_string(number, index, value, text)
        sheet.data_validation(1, COLUMNS.index("意见"), max(len(owed), 1), COLUMNS.index("意见"), {
            "validate": "list", "source": list(ANSWERS), "error_title": "意见",
            "error_message": "请选择通过、不通过或者存疑。",
        })  # fmt: skip
        sheet.freeze_panes(1, 2)
    return held.getvalue()


def _line(opinion):
    business, due = opinion.application.business, opinion.due_on
    return (opinion.application.receipt_number, str(business), business.uscc, opinion.condition.text,
            opinion.condition.question, due.isoformat() if due else "")  # fmt: skip


def read_sheet(name, content, *, institution, today) -> Preview:
    """Judge every filled row of a sheet. Raises Refusal when the file or its header cannot be read."""
    header, lines = _grid(name, content)
    owed, preview, seen = list(owed_by(institution)), Preview(), {}
    for row, line in lines:
        spoilt = [
            (column, line[at])
            for column, at in header.items()
            if at < len(line) and isinstance(line[at], Spoilt)
        ]
        preview.errors += [
            CellError(row, column, str(cell), SPOILT.format(cell.address)) for column, cell in spoilt
        ]
        at = header["统一社会信用代码"]
        if at < len(line) and looks_destroyed(line[at]):
            told = "被存成了数值，后几位已经丢失。请把这一列设为文本后重新填写，或者重新下载答复表。"
            preview.errors.append(CellError(row, "统一社会信用代码", str(line[at]), told))
            continue
        if spoilt:
            continue
        cells = {column: _text(line[at]) if at < len(line) else "" for column, at in header.items()}
        if not any(cells[column] for column in FILLED):
            preview.blank += any(cells.values())
            continue
        _judge(row, cells, owed, seen, preview, institution, today)
    if not preview.rows and not preview.errors:
        raise Refusal(f"文件“{name}”里没有填写任何意见。请在“意见”一栏填写通过、不通过或者存疑后上传。")
    return preview


def _grid(name, content):
    if len(content) > MAX_BYTES:
        raise Refusal(f"文件“{name}”超过1MB，不像是答复表。请只保留本单位的答复表。")
    rows = grid_of(name, content, KNOWN).grid
    if len(rows) > MAX_ROWS:
        raise Refusal(f"文件“{name}”超过{MAX_ROWS}行。请只保留本单位的答复表。")
    number, header = _header(rows)
    missing = [column for column in NEEDED if column not in header]
    if missing:
        raise Refusal(
            f"文件“{name}”第{number}行缺少列“{'”“'.join(missing)}”。请使用下载的答复表，不要改动表头。"
        )
    return header, list(enumerate(rows[number:], start=number + 1))


def _header(rows):
    """(row number, {column: index}) of the row that names most columns among the first; departments put titles above."""
    found = [{} for _ in rows[:HEADER_ROWS]]
    for places, row in zip(found, rows, strict=False):
        for at, cell in enumerate(row):
            column = KNOWN.get(plain(cell))
            if column:
                places.setdefault(column, at)
    best = max(range(len(found)), key=lambda at: (len(found[at]), -at), default=None)
    return (1, {}) if best is None else (best + 1, found[best])


def _text(cell):
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell if cell is not None else "").strip()


def _judge(row, cells, owed, seen, preview, institution, today):
    wrong = lambda column, sentence: preview.errors.append(  # noqa: E731
        CellError(row, column, cells.get(column, ""), sentence)
    )
    cells = dict.fromkeys((*COLUMNS,), "") | cells
    opinion = _asked(cells, owed, wrong, institution)
    if opinion is None:
        return
    if opinion.pk in seen:
        told = f"与第{seen[opinion.pk]}行是同一条意见，重复填写。一条意见只填一行，请删去其中一行。"
        wrong("统一社会信用代码", told)
        return
    seen[opinion.pk] = row
    before = len(preview.errors)
    given = _given(cells, wrong, opinion, today)
    if len(preview.errors) == before:
        preview.rows.append({"row": row, "opinion": opinion, **given})


def _asked(cells, owed, wrong, institution):
    """The open question a row answers, by credit code, and where these are given by condition and receipt number."""
    code = clean(cells["统一社会信用代码"])
    left = [opinion for opinion in owed if opinion.application.business.uscc == code]
    for column, of in (("统一社会信用代码", None), ("受理号", _receipt), ("准入条件", _condition)):
        if of and cells[column]:
            left = [opinion for opinion in left if plain(cells[column]) in of(opinion)]
        if not left:
            wrong(
                column,
                f"“{cells[column]}”不是{institution}待答复的意见，或者已经答复。请核对，或者重新下载答复表。",
            )
            return None
    if len(left) > 1:
        wrong(
            "准入条件", f"这一户有{len(left)}条待答复的意见，不知道是哪一条。请照答复表填写准入条件和受理号。"
        )
        return None
    business, said = left[0].application.business, cells["企业（户）"]
    if said and not any(
        same_name(said, known) for known in (business.name, business.operator_name, str(business))
    ):
        wrong(
            "企业（户）",
            f"代码{code}登记的是“{business}”，表中写的是“{said}”。请核对这一行的代码和名称是否错位。",
        )
        return None
    return left[0]


def _receipt(opinion):
    return {plain(opinion.application.receipt_number)}


def _condition(opinion):
    return {plain(opinion.condition.text), plain(opinion.condition.code)}


def _given(cells, wrong, opinion, today):
    answer = ANSWERS.get(cells["意见"])
    if answer is None:
        wrong("意见", f"意见“{cells['意见']}”不是“通过”“不通过”或“存疑”之一。请重新选择。")
    days = {name: _day(name, cells[name], wrong) for name in ("查询日期", "有效期至")}
    for name, limit in _LENGTHS.items():
        if len(cells[name]) > limit:
            wrong(name, f"“{name}”有{len(cells[name])}个字，最多{limit}个字。请缩短。")
    if days["有效期至"] and days["有效期至"] < today:
        wrong(
            "有效期至",
            f"有效期至{written(days['有效期至'])}早于今天{written(today)}，这样的意见不作数。请核对。",
        )
    texts = {"reason": cells["说明"], "reference": cells["查询凭据"], "source": cells["信息来源"]}
    given = {"answer": answer or "", **texts, "queried_on": days["查询日期"], "valid_until": days["有效期至"]}
    if answer:
        for sentence in state_problems(opinion.application) + given_problems(
            opinion.condition.code,
            opinion.institution.code,
            answer,
            texts,
            today=today,
            queried_on=days["查询日期"],
        ):
            wrong(_column_of(sentence), sentence)
    return given


def _column_of(sentence):
    """The column a sentence is about: the one it names, else the note."""
    return next((column for column in FILLED[1:] if column in sentence), "说明")


def _day(column, text, wrong):
    if not text:
        return None
    found = _DAY.match(text)
    try:
        return date(*map(int, found.groups())) if found else wrong(column, _not_a_day(column, text))
    except ValueError:
        return wrong(column, _not_a_day(column, text))


def _not_a_day(column, text):
    return f"“{column}”填的是“{text}”，不是日期。请写成2026-06-15这样的日期。"


@transaction.atomic
def answer_by_sheet(name, content, *, institution, actor, today):
    """Answer every filled row, or none. Returns how many. Raises Refusal with every wrong cell."""
    preview = read_sheet(name, content, institution=institution, today=today)
    if preview.errors:
        raise Refusal([f"第{e.row}行“{e.column}”：{e.sentence}" for e in preview.errors])
    source = f"sheet:{hashlib.sha256(content).hexdigest()[:16]}"
    with acting(actor, f"答复表：{name}"[:300], source=source):
        for row in preview.rows:
            given = {key: value for key, value in row.items() if key not in ("row", "opinion")}
            give_opinion(row["opinion"], actor=actor, today=today, **given)
    return len(preview.rows)
