"""The seed of the size thresholds: 《中小企业划型标准规定》 mapped to GB/T 4754-2017 (国统字〔2017〕213号).

Lower bounds (large, medium, small); employees in persons, revenue and assets in 万元.
"""

from datetime import date
from decimal import Decimal

from .sizes import SizeRow

STANDARD = "工信部联企业〔2011〕300号"
IN_FORCE_FROM = date(2011, 6, 18)

_E, _R, _A = "employees", "revenue", "assets"
_TABLE = (
    ("农、林、牧、渔业", "01-05", {_R: (20000, 500, 50)}),
    ("工业", "06-46", {_E: (1000, 300, 20), _R: (40000, 2000, 300)}),
    ("建筑业", "47-50", {_R: (80000, 6000, 300), _A: (80000, 5000, 300)}),
    ("批发业", "51", {_E: (200, 20, 5), _R: (40000, 5000, 1000)}),
    ("零售业", "52", {_E: (300, 50, 10), _R: (20000, 500, 100)}),
    ("交通运输业", "54-58 591", {_E: (1000, 300, 20), _R: (30000, 3000, 200)}),
    ("仓储业", "592-599", {_E: (200, 100, 20), _R: (30000, 1000, 100)}),
    ("邮政业", "60", {_E: (1000, 300, 20), _R: (30000, 2000, 100)}),
    ("住宿业", "61", {_E: (300, 100, 10), _R: (10000, 2000, 100)}),
    ("餐饮业", "62", {_E: (300, 100, 10), _R: (10000, 2000, 100)}),
    ("信息传输业", "63-64", {_E: (2000, 100, 10), _R: (100000, 1000, 100)}),
    ("软件和信息技术服务业", "65", {_E: (300, 100, 10), _R: (10000, 1000, 50)}),
    ("房地产开发经营", "701", {_R: (200000, 1000, 100), _A: (10000, 5000, 2000)}),
    ("物业管理", "702", {_E: (1000, 300, 100), _R: (5000, 1000, 500)}),
    ("租赁和商务服务业", "71-72", {_E: (300, 100, 10), _A: (120000, 8000, 100)}),
    ("其他未列明行业", "73-82 85 86-90 703 709", {_E: (300, 100, 10)}),
)


def _row(industry, codes, bounds):
    decimals = {name: tuple(Decimal(n) for n in column) for name, column in bounds.items()}
    fallback = industry == "其他未列明行业"
    return SizeRow(industry, tuple(codes.split()), fallback=fallback, standard=STANDARD, **decimals)


ROWS = tuple(_row(*line) for line in _TABLE)
