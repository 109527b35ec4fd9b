"""PRV-1: of a thousand numbers of persons in every dress at least 995 are found; of ten thousand others at most one in a hundred."""

from random import Random

import pytest

from cms.demo.people import code_of
from registry.policy.privacy import personal_numbers, publication_problems

DRAW = Random(20261125)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SENTENCES = ("当事人{}已核实。", "联系方式：{}", "{}", "（{}）", "张三{}，地址略", "编号{}。")


def resident_id():
    place = DRAW.choice(("152728", "150627", "152727", "110101", "310115"))
    born = f"{DRAW.randint(1940, 2007)}{DRAW.randint(1, 12):02d}{DRAW.randint(1, 28):02d}"
    base = f"{place}{born}{DRAW.randint(0, 999):03d}"
    return base + "10X98765432"[sum(int(d) * w for d, w in zip(base, WEIGHTS, strict=True)) % 11]


def phone():
    return f"1{DRAW.randint(3, 9)}{DRAW.randint(0, 10**9 - 1):09d}"


def card():
    base = "62" + "".join(str(DRAW.randint(0, 9)) for _ in range(DRAW.choice((14, 16))))
    doubled = [int(d) * (2 - n % 2) for n, d in enumerate(reversed(base))]
    return base + str(-sum(d - 9 if d > 9 else d for d in doubled) % 10)


def dressed(number):
    """As people type it: plain, full width, spaced in fours, with hyphens, with an invisible character inside."""
    fours = [number[i : i + 4] for i in range(0, len(number), 4)]
    if len(number) == 11:
        fours = [number[:3], number[3:7], number[7:]]
    wide = "".join(chr(ord(c) + 0xFEE0) for c in number)
    hidden = number[:5] + "\u200b" + number[5:]
    return DRAW.choice((number, number, wide, " ".join(fours), "-".join(fours), hidden))


@pytest.mark.parametrize(
    ("make", "name"),
    [(resident_id, "身份证号码"), (phone, "手机号码"), (card, "银行账号")],
    ids=["id", "phone", "card"],
)
def test_numbers_of_persons_are_found_in_every_dress(make, name):
    texts = [DRAW.choice(SENTENCES).format(dressed(make())) for _ in range(1000)]
    missed = [text for text in texts if name not in personal_numbers(text)]
    assert len(missed) <= 5, missed[:5]


def harmless():
    amount = DRAW.randint(1, 10**8)
    return DRAW.choice((
        f"统一社会信用代码{code_of(f'9{DRAW.randint(1, 2)}150627MA{DRAW.randint(0, 99999):05d}{DRAW.randint(0, 9)}'[:16])}",
        f"金额{amount}.{DRAW.randint(0, 99):02d}元", f"金额{amount * 10**4}元，共{DRAW.randint(1, 99)}笔",
        f"电话0477-{DRAW.randint(8000000, 8999999)}", f"2026年{DRAW.randint(1, 12)}月{DRAW.randint(1, 28)}日",
        f"公示〔2026〕{DRAW.randint(1, 999)}号，编号GS2026{DRAW.randint(1, 9999):04d}",
        f"受理号SB202605-{DRAW.randint(1, 9999):04d}", f"指纹{DRAW.getrandbits(256):064x}",
        f"查验码{DRAW.getrandbits(48):012X}", f"借据号JJ{DRAW.randint(10**11, 10**12)}", f"时间戳{DRAW.randint(10**9, 2 * 10**9)}",
    ))  # fmt: skip


def test_other_numbers_are_left_in_peace():
    texts = [harmless() for _ in range(10_000)]
    alarmed = [text for text in texts if personal_numbers(text)]
    assert len(alarmed) <= 100, alarmed[:5]


def test_the_sentence_names_the_place_and_not_the_number():
    (sentence,) = publication_problems({"正文": "请联系13900001234", "标题": "公示"})
    assert "“正文”" in sentence and "手机号码" in sentence and "1390" not in sentence


@pytest.mark.parametrize("text", ["开户账号：1234 5678 9012", "卡号 6222021234567890128"])
def test_an_account_that_is_called_one_is_one(text):
    assert personal_numbers(text) == ["银行账号"]
