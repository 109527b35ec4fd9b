"""What one row says against itself and against what was reported before: things to look at, and one to refuse."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from registry.policy.answers import Reason
from registry.policy.dates import written
from registry.policy.money import yuan

from ..rows import LedgerRow
from .row import Finding

GRADES = ("正常", "关注", "次级", "可疑", "损失")
WORST_FROM = ((361, "损失"), (271, "可疑"), (91, "次级"), (1, "关注"))
_SUFFIX = re.compile(r"\((已?注销|已?吊销|已更名|原.*)\)$")


class Before(NamedTuple):
    """The newest standing position before the row's day, or the newest of all when the row is an older period. 元."""

    as_of: date
    balance: Decimal


def arrears_problems(row: LedgerRow) -> list[Finding]:
    """A row that speaks of arrears must say since when (R36): without the day nothing would be counted.

    | 逾期起始日 | 逾期天数 above 0, or 逾期本金 above 0 | answer |
    |-----------|--------------------------------------|--------|
    | given     | –                                    | yes    |
    | empty     | no                                   | yes    |
    | empty     | yes                                  | refuse |
    """
    if row.unpaid_since is not None or not (row.od_days or row.od_principal):
        return []
    owed = [
        label
        for label, value in (("逾期天数", row.od_days), ("逾期本金", row.od_principal))
        if value and value > 0
    ]
    if not owed:
        return []
    text = f"{'、'.join(owed)}大于零，逾期起始日却是空的，无法计算逾期。请补填最早未还的应还款日；没有逾期的，请把{'、'.join(owed)}改为0。"
    return [Finding("unpaid_since", Reason(text, "R36", "arrears-without-day"))]


def telling_warnings(row: LedgerRow, *, names: Sequence[str], before: Before | None) -> list[Finding]:
    """Findings that ask a person to look. `names` are what the business is called on record.

    | what the row says                                     | warning |
    |-------------------------------------------------------|---------|
    | another customer's name than the code's               | yes     |
    | days overdue off by more than one from the first day  | yes     |
    | a better grade than the days overdue allow (8.3)      | yes     |
    | a balance above the one reported before               | yes     |
    | an older period than is on record                     | yes     |
    """
    found = [_name(row, names), _days(row), _grade(row)]
    if before is not None:
        found += [_period(row, before), _balance(row, before)]
    return [finding for finding in found if finding is not None]


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, but for width, blanks, brackets and a mark of deregistration."""
    return _plain(one) == _plain(other)


def _plain(name):
    folded = _SUFFIX.sub("", unicodedata.normalize("NFKC", name).strip())
    return re.sub(r"[\s()\[\]【】〔〕·•‧・.]", "", folded)


def _name(row, names):
    if not row.name or row.name in names or any(same_name(row.name, name) for name in names):
        return None
    text = f"客户名称写的是“{row.name}”，该信用代码登记的是“{names[0]}”。请核对代码和名称；更名的，请办理变更登记。"
    return Finding("name", Reason(text, "R12", "name-differs"))


def _days(row):
    if row.od_days is None or row.unpaid_since is None:
        return None
    counted = (row.as_of - row.unpaid_since).days
    if abs(counted - row.od_days) <= 1:
        return None
    text = f"逾期天数写的是{row.od_days}天，自逾期起始日{written(row.unpaid_since)}至数据日期应为{counted}天。请核对，以起始日为准。"
    return Finding("od_days", Reason(text, "A15", "days-differ"))


def _grade(row):
    if row.grade not in GRADES or row.unpaid_since is None:
        return None
    days = (row.as_of - row.unpaid_since).days
    least = next((grade for since, grade in WORST_FROM if days >= since), "正常")
    if GRADES.index(row.grade) >= GRADES.index(least):
        return None
    text = f"五级分类写的是“{row.grade}”，已逾期{days}天，至少应为“{least}”。请核对分类。"
    return Finding("grade", Reason(text, "", "grade-too-good"))


def _period(row, before):
    if row.as_of >= before.as_of:
        return None
    text = f"登记簿已有{written(before.as_of)}的数据，本行是更早的{written(row.as_of)}。只补记当日情况，不改变最新余额。请核对数据日期。"
    return Finding("as_of", Reason(text, "R70", "older-period"))


def _balance(row, before):
    if row.as_of <= before.as_of or row.balance <= before.balance:
        return None
    text = f"余额{yuan(row.balance)}比{written(before.as_of)}的{yuan(before.balance)}多，借据放款后余额只会减少。请核对；重新放款应为新借据。"
    return Finding("balance", Reason(text, "", "balance-rises"))
