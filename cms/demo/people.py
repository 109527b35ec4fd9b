"""Invented businesses of the demonstration: names, trades, towns and figures drawn from a fixed seed."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from registry.parties.places import TOWNS
from registry.policy.identifiers.uscc import check_digit, inner_digit

TRADES = (
    ("C1353", "肉类食品", "食品加工"),
    ("C3484", "机械零部件", "机械制造"),
    ("F5219", "百货超市", "零售"),
    ("F5171", "石油化工配件", "批发"),
    ("G5430", "汽车运输", "道路运输"),
    ("H6210", "餐饮", "餐饮服务"),
    ("E4790", "建筑安装", "建筑施工"),
    ("A0311", "养殖", "畜牧养殖"),
    ("I6513", "软件科技", "软件开发"),
    ("M7491", "工程设计", "专业设计"),
)
WORDS = [
    "兴远",
    "恒泰",
    "天骄",
    "蒙古风",
    "绿源",
    "鑫磊",
    "宏图",
    "草原情",
    "金穗",
    "德顺",
    "瑞祥",
    "博远",
    "昌盛",
    "晨曦",
    "安达",
    "吉祥",
    "永利",
    "华腾",
    "星河",
    "锦绣",
]
FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = [
    "志强",
    "晓梅",
    "建国",
    "丽娜",
    "永胜",
    "海燕",
    "文博",
    "秀兰",
    "俊杰",
    "淑芬",
    "国庆",
    "小军",
    "婷婷",
    "振华",
    "美玲",
    "立新",
]


@dataclass(frozen=True)
class Person:
    """One invented business. Money in 元."""

    uscc: str
    kind: str
    name: str
    operator: str
    town: str
    trade: str
    phone: str
    employees: int
    revenue: Decimal
    assets: Decimal
    tax_grade: str


def people(count, *, individuals, seed):
    """`count` businesses, the last `individuals` of them individual businesses. The same seed gives the same people."""
    draw = Random(seed)
    return [_person(draw, n, seed, n >= count - individuals) for n in range(count)]


def _person(draw, n, seed, individual):
    code, trade, _ = draw.choice(TRADES)
    town = draw.choice(list(TOWNS))
    operator = draw.choice(FAMILIES) + draw.choice(GIVEN)
    word = WORDS[n % len(WORDS)] + WORDS[(n // len(WORDS) + seed) % len(WORDS)][:1]
    base = f"{'92' if individual else '91'}150627MAD{seed % 10}{n:04d}"
    staff = draw.randint(1, 7) if individual else draw.randint(8, 90)
    turnover = Decimal(draw.randint(20, 90) * 10_000 if individual else draw.randint(200, 1_800) * 10_000)
    return Person(
        uscc=code_of(base),
        kind="individual" if individual else "enterprise",
        name=_name(word, trade, town, individual, draw),
        operator=operator,
        town=town,
        trade=code,
        phone=f"139{draw.randint(10_000_000, 99_999_999)}",
        employees=staff,
        revenue=turnover,
        assets=(turnover * Decimal("0.6")).quantize(Decimal("0.01")),
        tax_grade="" if individual else draw.choice("AABBB"),
    )


def _name(word, trade, town, individual, draw):
    if individual:
        return "" if draw.random() < 0.1 else f"{TOWNS[town]}{word}{trade}店"
    return f"伊金霍洛旗{word}{trade}有限责任公司"


def code_of(base):
    """A credit code from its first 16 characters: inner check digit, then outer check digit."""
    seventeen = base[:16] + inner_digit(base[8:16])
    return seventeen + check_digit(seventeen)
