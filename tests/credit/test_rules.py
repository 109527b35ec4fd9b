"""What a reported fact must be: truth tables of the pure rules."""

from datetime import date

import pytest

from registry.credit.rules import fact_problems
from registry.policy.privacy import hidden, raw_data_problems

from .helpers import TODAY, row


def fields(**given):
    return {name for name, _ in fact_problems(row(**given), retention_months=36, today=TODAY)}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, set()),
        ({"level": "normal", "statement": "", "reference": ""}, set()),
        ({"level": "notice", "reference": ""}, set()),
        ({"kind": ""}, {"kind"}),
        ({"kind": "长" * 41}, {"kind"}),
        ({"level": "好"}, {"level"}),
        ({"level": "notice", "statement": ""}, {"statement"}),
        ({"reference": ""}, {"reference"}),
        ({"statement": "", "reference": ""}, {"statement", "reference"}),
        ({"statement": "当事人110101199003070011"}, {"statement"}),
        ({"statement": "联系13812345678"}, {"statement"}),
        ({"statement": "账号6222021234567890123"}, {"statement"}),
        ({"period_from": date(2026, 1, 1)}, {"period_from"}),
        ({"period_to": date(2026, 6, 11)}, {"period_to"}),
        ({"period_to": TODAY}, set()),
        ({"period_from": date(2023, 6, 1), "period_to": date(2023, 6, 9)}, {"period_to"}),
        ({"period_from": date(2023, 6, 1), "period_to": date(2023, 6, 10)}, set()),
        ({"valid_until": date(2028, 12, 31)}, set()),
        ({"valid_until": date(2029, 1, 1)}, {"valid_until"}),
        ({"valid_until": date(2026, 6, 9)}, {"valid_until"}),
    ],
)
def test_a_row_is_judged_field_by_field(given, wrong):
    assert fields(**given) == wrong


def test_numbers_are_hidden_and_credit_codes_are_not():
    text = "电话13812345678，身份证110101199003070011，代码91150627MAXXXXX15T"
    assert hidden(text) == "电话138********，身份证110***************，代码91150627MAXXXXX15T"
    assert raw_data_problems({"说明": "代码91150627MAXXXXX15T，税信〔2026〕12号"}) == []
