"""The columns of the recommendation sheet, how each cell is read and what is expected in it. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from registry.parties.places import PLACES
from registry.policy.trades import BY_CODE, TRADES

from .. import cells

KINDS = {"企业": "enterprise", "农民专业合作社": "enterprise", "个体工商户": "individual"}
YES_NO = ("是", "否")
GRADES = ("A", "B", "M", "C", "D")
WAN = Decimal(10_000)


@dataclass(frozen=True)
class Column:
    """`reads`: code, text, kind, town, trade, count, wan, day, year, grade or yes; `choices` fill the drop-down."""

    name: str
    label: str
    reads: str = "text"
    required: bool = True
    choices: tuple[str, ...] = ()


TRADE_LABELS = tuple(f"{trade.code} {trade.name}" for trade in TRADES)
COLUMNS = (
    Column("uscc", "统一社会信用代码", "code"),
    Column("kind", "主体类型", "kind", choices=tuple(KINDS)),
    Column("name", "名称", required=False),
    Column("operator_name", "法定代表人或经营者"),
    Column("town", "所属镇", "town", choices=tuple(PLACES.values())),
    Column("address", "经营地址"),
    Column("contact_name", "联系人"),
    Column("contact_phone", "联系电话", "code"),
    Column("industry_code", "行业", "trade", choices=TRADE_LABELS),
    Column("figures_year", "数据年度", "year"),
    Column("employees", "从业人员（人）", "count", required=False),
    Column("revenue", "营业收入（万元）", "wan", required=False),
    Column("assets", "资产总额（万元）", "wan", required=False),
    Column("tax_since", "首次纳税日期", "day"),
    Column("tax_grade", "纳税信用级别", "grade", required=False, choices=GRADES),
    Column("tax_grade_year", "级别年度", "year", required=False),
    Column("registered_here", "在本旗登记注册", "yes", choices=YES_NO),
    Column("taxed_here", "由本旗税务征管", "yes", choices=YES_NO),
    Column("has_premises", "有固定场所且经营正常", "yes", choices=YES_NO),
    Column("consents_publication", "已书面同意公示", "yes", choices=YES_NO),
    Column("consents_operator_name", "同意公示全名", "yes", required=False, choices=YES_NO),
    Column("consents_credit_query", "已书面授权查询征信", "yes", choices=YES_NO),
)
CLAIMS = tuple(column.name for column in COLUMNS if column.reads == "yes")


def read_cell(column, value):
    """The value of one cell; None when it is empty. Raises CellError naming what was expected."""
    if cells.is_empty(value):
        return None
    return _READERS[column.reads](value)


def _choice(known, expected):
    def read(value):
        said = cells.word(value)
        if said not in known:
            raise cells.CellError("not-a-choice", said, expected)
        return known[said]

    return read


def _trade(value):
    said = cells.text(value)
    code = said.split(" ")[0].lstrip("ABCDEFGHIJKLMNOPQRST")
    if code not in BY_CODE and not (code.isdigit() and 2 <= len(code) <= 4):
        raise cells.CellError("not-a-trade", said, "下拉列表中的行业，或者两位到四位行业代码")
    return code


def _count(value):
    found = cells.decimal(value)
    if found != found.to_integral_value() or not 0 <= found <= 1_000_000:
        raise cells.CellError("not-a-count", cells.text(value), "不小于0的整数")
    return int(found)


def _year(value):
    found = cells.decimal(cells.text(value).removesuffix("年"))
    if found is None or found != found.to_integral_value() or not 2000 <= found <= 2100:
        raise cells.CellError("not-a-year", cells.text(value), "四位年份，例如2025")
    return int(found)


def _wan(value):
    found = cells.money(value, WAN)
    if found is not None and found < 0:
        raise cells.CellError("negative", cells.text(value), "不小于0的金额")
    return found


_READERS = {
    "text": cells.word,
    "code": cells.number_text,
    "kind": _choice(KINDS, "企业、农民专业合作社或者个体工商户"),
    "town": _choice({name: code for code, name in PLACES.items()}, f"{'、'.join(PLACES.values())}之一"),
    "grade": _choice(
        {f"{g}{end}": g for g in GRADES for end in ("", "级")}, "A、B、M、C、D之一，没有参评的留空"
    ),
    "yes": _choice({"是": True, "否": False}, "“是”或者“否”"),
    "trade": _trade,
    "count": _count,
    "year": _year,
    "wan": _wan,
    "day": cells.day,
}
