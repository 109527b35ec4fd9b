"""Taking over an existing roster of recognised businesses: all rows or none, twice is once (interfaces: load_roster)."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from registry.history.errors import Refusal
from registry.ledger.doors import require
from registry.parties.businesses import kind_by_code, register_business
from registry.parties.models import Business
from registry.parties.places import town_code
from registry.parties.standing import take_over
from registry.policy.identifiers import check_uscc
from registry.workbooks.reading import read_sheet
from registry.workbooks.words import plain

from . import cells

HEADERS = {
    "kind": "主体类型", "name": "名称", "uscc": "统一社会信用代码", "town": "所属镇", "industry_code": "行业代码",
    "employees": "从业人员", "revenue": "营业收入", "assets": "资产总额", "operator_name": "法定代表人/经营者",
    "phone": "联系电话", "tax_grade": "纳税等级", "established_on": "成立日期",
}  # fmt: skip
KINDS = {"企业": "enterprise", "农民专业合作社": "enterprise", "个体工商户": "individual"}


@dataclass
class Taken:
    """How many rows were read, newly taken over, and known already."""

    rows: int = 0
    created: int = 0
    unchanged: int = 0
    problems: list[str] = field(default_factory=list)


@transaction.atomic
def take_over_roster(name, content, *, recognised_on, actor, today) -> Taken:
    """Register the businesses of the file and their recognition on `recognised_on`. Raises Refusal with every reason."""
    require(actor, "parties.add_business", "接收名册")
    if recognised_on > today:
        raise Refusal(f"认定日期{recognised_on:%Y-%m-%d}晚于今天{today:%Y-%m-%d}。请核对。")
    grid = read_sheet(name, content, map(plain, HEADERS.values())).grid
    places = _places(grid[0])
    taken = Taken()
    for number, row in enumerate(grid[1:], start=2):
        if any(not cells.is_empty(cell) for cell in row):
            taken.rows += 1
            _take(number, row, places, taken, recognised_on, actor, today)
    if taken.problems:
        raise Refusal(taken.problems)
    return taken


def _places(header):
    named = {plain(cell): index for index, cell in enumerate(header)}
    missing = [label for label in HEADERS.values() if plain(label) not in named]
    if missing:
        raise Refusal(f"第1行表头缺少：{'、'.join(missing)}。请按名册格式补上后重试。")
    return {name: named[plain(label)] for name, label in HEADERS.items()}


def _take(number, row, places, taken, recognised_on, actor, today):
    try:
        given = _read(row, places)
        known = Business.objects.filter(uscc=check_uscc(given["uscc"]).code).first()
        business = known or register_business(Business(**given), actor=actor, today=today, reason="名册接收")
        half = "上" if recognised_on.month <= 6 else "下"
        new = take_over(
            business, batch=f"{recognised_on.year}年{half}半年", recognised_on=recognised_on, actor=actor, today=today,
            reason="接收既有信用企业（户）名册",
        )  # fmt: skip
    except (Refusal, cells.CellError) as error:
        taken.problems += [
            f"第{number}行：{sentence}" for sentence in getattr(error, "sentences", [str(error)])
        ]
        return
    taken.created += new is not None
    taken.unchanged += new is None


def _read(row, places):
    cell = {name: row[index] if index < len(row) else None for name, index in places.items()}
    code = cells.number_text(cell["uscc"])
    words = {
        name: cells.word(cell[name])
        for name in ("name", "industry_code", "operator_name", "phone", "tax_grade")
    }
    employees = cells.decimal(cell["employees"])
    return words | {
        "uscc": code,
        "kind": KINDS.get(cells.text(cell["kind"])) or kind_by_code(code),
        "town": town_code(cells.text(cell["town"])),
        "employees": None if employees is None else int(employees),
        "revenue": cells.money(cell["revenue"], Decimal(1)),
        "assets": cells.money(cell["assets"], Decimal(1)),
        "established_on": cells.day(cell["established_on"]),
    }
