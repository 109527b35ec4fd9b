"""Which template a file was made from, and what is wrong with it: another bank's, or an older version. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from registry.policy.dates import written

from ..cells import text

VERSION = 2
CHANGES = {
    2: "表头上方写明银行、日期和金额单位，预先填好本行在保的借据，五级分类、定价基准、担保方式可以下拉选择，另附填写说明"
}
PROPERTY = "xbd_ledger_template"
AGAIN = "请在“上传贷款台账”页面下载本行的模板"
_KEPT = re.compile(r"(\d{1,3})\|([A-Z0-9_-]{1,20})\|(\d{4}-\d{2}-\d{2})")
_PRINTED = re.compile(r"模板第(\d{1,3})版.*?银行代码([A-Z0-9_-]{1,20}).*?(\d{4}-\d{2}-\d{2})生成")


@dataclass(frozen=True)
class Mark:
    """Version of the template, code of the bank and the day it was made for it."""

    version: int
    bank: str
    day: date

    def kept(self):
        """For the property of the document, which nobody sees."""
        return f"{self.version}|{self.bank}|{self.day.isoformat()}"

    def printed(self):
        """For the line above the header; the unit of the amounts is read from it as well."""
        return f"模板第{self.version}版 · 银行代码{self.bank} · {self.day.isoformat()}生成 · 金额单位：元"


def mark_in(sheet, layout) -> Mark | None:
    """What the document or the lines above its header say; None for a file of the bank's own making.

    The line is believed before the property: rows copied into another template bring no property with them.
    """
    above = sheet.grid[: layout.header.first - 1] if layout.header else sheet.grid[:5]
    lines = (text(cell) for row in above for cell in row if isinstance(cell, str))
    found = next(filter(None, map(_PRINTED.search, lines)), None)
    return _made(found or _KEPT.fullmatch(sheet.properties.get(PROPERTY, "")))


def _made(found):
    try:
        return Mark(int(found[1]), found[2], date.fromisoformat(found[3])) if found else None
    except ValueError:
        return None


def foreign(mark, bank_code, file) -> str:
    """The sentence that refuses another bank's template; "" when it is the bank's own or none."""
    if mark is None or mark.bank == bank_code:
        return ""
    return (
        f"文件“{file}”用的是银行代码{mark.bank}的模板（{written(mark.day)}生成），这次上传的银行代码是{bank_code}，没有收下。"
        f"{AGAIN}填写；确是{mark.bank}的台账的，请由该行上传。"
    )


def outdated(mark) -> str:
    """The remark that names an older version and what has changed since; "" for the present one and for none."""
    if mark is None or mark.version >= VERSION:
        return ""
    since = "；".join(f"第{n}版{told}" for n, told in sorted(CHANGES.items()) if n > mark.version)
    return (
        f"这份文件用的是第{mark.version}版模板，现行的是第{VERSION}版（{since}）。本次照常读取；下次{AGAIN}。"
    )


def unfilled(mark, read, layout) -> str:
    """The sentence for a template that came back as it was given out: no row has a balance; "" otherwise."""
    place = layout.places.get("balance", -1)
    if mark is None or any(place < len(row.raw) and row.raw[place] for row in read):
        return ""
    return (
        f"模板里的{len(read)}笔借据都还没有填“贷款余额”。预先填好的栏不用改，请逐笔填写贷款余额和数据日期"
        "（已结清的填0，逾期的另填逾期起始日），再重新上传。"
    )
