"""From the file to judged rows: every cell that cannot be read, every reason of the register, at once; nothing is written."""

from dataclasses import dataclass, field

from registry.history.errors import Refusal
from registry.parties.blocks import block_reasons
from registry.parties.businesses import identity_problems, identity_remarks
from registry.parties.models import Business
from registry.policy.identifiers import check_personal_phone, check_uscc, same_name
from registry.policy.rules import EligibilityFacts, eligibility_problems, window_problems
from registry.policy.versions import terms_on
from registry.screening.models import Application
from registry.screening.rounds import round_for
from registry.screening.sizing import size_by
from registry.workbooks.reading import read_sheet
from registry.workbooks.words import plain

from .. import cells
from .columns import COLUMNS, read_cell

NEW, KNOWN, APPLIED, BAD = "new", "known", "applied", "bad"
LABELS = {NEW: "新主体", KNOWN: "已登记的主体", APPLIED: "本轮已由本单位填报", BAD: "有误"}
MOST = 500
PARTICULARS = ("name", "operator_name", "town", "address")


@dataclass(frozen=True)
class Problem:
    """One reason: the row and column a person sees, what was found and expected, and the whole sentence."""

    row: int
    column: str
    found: str
    expected: str
    message: str


@dataclass
class Row:
    number: int
    values: dict = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    business: Business | None = None
    state: str = NEW

    @property
    def label(self):
        return LABELS[self.state]

    @property
    def drafts(self):
        """Whether confirming makes a draft of it."""
        return self.state in (NEW, KNOWN)

    def refuse(self, message, column="", found="", expected=""):
        self.problems.append(Problem(self.number, column, str(found), expected, message))


def judge_sheet(name, content, *, institution, today) -> list[Row]:
    """Every row of the file, judged for `institution` as of `today`. Raises Refusal when the file itself is unfit."""
    grid = read_sheet(name, content, (plain(column.label) for column in COLUMNS)).grid
    header, places = _layout(grid)
    rows = [_read(number, line, places) for number, line in enumerate(grid[header + 1 :], start=header + 2)
            if any(not cells.is_empty(cell) for cell in line)]  # fmt: skip
    if not rows:
        raise Refusal(f"文件“{name}”的表头下面没有数据行。请填写后重新上传。")
    if len(rows) > MOST:
        raise Refusal(f"文件“{name}”有{len(rows)}行，一次最多{MOST}行。请分成几个文件上传。")
    seen = {}
    for row in rows:
        _judge(row, institution, today, seen)
        row.state = BAD if row.problems else row.state
    return rows


def _layout(grid):
    wanted = {plain(column.label): column for column in COLUMNS}
    for index, line in enumerate(grid[:10]):
        found = {wanted[plain(cell)].name: place for place, cell in enumerate(line) if plain(cell) in wanted}
        if "uscc" in found:
            missing = [column.label for column in COLUMNS if column.name not in found]
            if missing:
                raise Refusal(
                    f"第{index + 1}行表头缺少：{'、'.join(missing)}。请下载空白推荐表，按它的表头填写。"
                )
            return index, found
    raise Refusal("前10行里没有找到“统一社会信用代码”这一列。请下载空白推荐表，按它的表头填写。")


def _read(number, line, places):
    row = Row(number)
    for column in COLUMNS:
        value = line[places[column.name]] if places[column.name] < len(line) else None
        try:
            row.values[column.name] = read_cell(column, value)
        except cells.CellError as error:
            row.refuse(
                f"第{number}行“{column.label}”：{error}",
                column.label,
                found=error.found,
                expected=error.expected,
            )
            row.values[column.name] = None
            continue
        if column.required and row.values[column.name] is None:
            row.refuse(
                f"第{number}行“{column.label}”没有填写，这一项必须填写。请补填后重新上传。",
                column.label,
                "",
                "必填",
            )
    return row


def _judge(row, institution, today, seen):
    said = row.values
    code = check_uscc(said["uscc"] or "")
    if said["uscc"]:
        for error in code.errors:
            _say(row, "统一社会信用代码", said["uscc"], error)
    if said["contact_phone"]:
        for error in check_personal_phone(said["contact_phone"]).errors:
            _say(row, "联系电话", said["contact_phone"], error)
    if not code.ok:
        return
    said["uscc"] = code.code
    if code.code in seen:
        _say(
            row,
            "统一社会信用代码",
            code.code,
            f"与第{seen[code.code]}行重复，一个主体只填一行。请删去一行后重新上传。",
        )
    seen.setdefault(code.code, row.number)
    row.business = Business.objects.filter(uscc=code.code).first()
    _standing(row, institution, today)
    if row.state != APPLIED:
        _scope(row, today)


def _say(row, column, found, reason):
    row.refuse(f"第{row.number}行“{column}”：{reason}", column, found)


def _standing(row, institution, today):
    if row.business is None:
        return
    row.state = KNOWN
    said = row.values["operator_name"]
    if said and not same_name(said, row.business.operator_name):
        row.remarks.append("所填法定代表人或经营者与登记的不一致，不会更改登记；确有变化的请告知办公室。")
    there = (
        Application.objects.filter(business=row.business, round=round_for(today))
        .exclude(status="withdrawn")
        .first()
    )
    if there is not None and there.recommender_id == institution.pk:
        row.state = APPLIED
    elif there is not None:
        _say(
            row,
            "统一社会信用代码",
            row.business.uscc,
            "这个主体本轮已有申报，不能重复推荐。请删去这一行；有疑问的请联系办公室。",
        )
    standing = row.business.qualification()
    if standing is not None:
        _say(
            row,
            "统一社会信用代码",
            row.business.uscc,
            f"现在已是“{standing.get_status_display()}”，不必再次推荐。",
        )
    for reason in block_reasons(row.business, today):
        _say(row, "统一社会信用代码", row.business.uscc, reason)


def business_of(row, institution) -> Business:
    """The row's business: the registered one, or an unsaved one of its particulars."""
    said = row.values
    if row.business is not None:
        return row.business
    given = {name: said[name] for name in PARTICULARS if said[name]}
    return Business(uscc=said["uscc"], kind=said["kind"] or "enterprise", phone=said["contact_phone"] or "",
                    operator_consent=bool(said["consents_operator_name"]), created_for=institution, **given)  # fmt: skip


def _scope(row, today):
    said, terms = row.values, terms_on(today)
    business = business_of(row, None)
    problems = [str(reason) for reason in window_problems(today, terms)] + identity_problems(business)
    size = size_by(said, today) if said["industry_code"] else None
    facts = EligibilityFacts(
        business.kind,
        said["registered_here"],
        said["taxed_here"],
        said["has_premises"],
        said["has_premises"],
        size,
    )
    problems += [str(reason) for reason in eligibility_problems(facts, terms)]
    if not row.problems:
        for sentence in problems:
            row.refuse(f"第{row.number}行：{sentence}")
    row.remarks += identity_remarks(business)
