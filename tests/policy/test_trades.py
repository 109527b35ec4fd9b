"""Everyday words lead to a code that the size standard can judge."""

import pytest

from registry.policy.sizes import UNKNOWN, classify
from registry.policy.sme_standard import ROWS
from registry.policy.trades import TRADES, find_trades


@pytest.mark.parametrize("trade", TRADES, ids=lambda trade: trade.code)
def test_every_trade_can_be_judged_and_found_by_its_own_words(trade):
    found = classify(trade.code, ROWS, employees=10, revenue_wan=100, assets_wan=100)
    assert found.size != UNKNOWN
    assert trade in find_trades(trade.name)
    for word in trade.words:
        assert trade in find_trades(word), word


@pytest.mark.parametrize(
    ("said", "code"),
    [("开了个小超市", "52"), ("养牛", "03"), ("修车", "81"), ("饭馆", "62"), ("拉煤的大车", "54"), ("仓库", "592"),
     ("搬家", "591"), ("物业公司", "702"), ("5213", None), ("52", "52"), ("f52", "52"), ("理 发", "80")],
)  # fmt: skip
def test_what_people_say(said, code):
    found = find_trades(said)
    assert (found[0].code if found else None) == code


@pytest.mark.parametrize("said", ["", "  ", "造飞船", "？"])
def test_nothing_fits(said):
    assert find_trades(said) == []


def test_there_are_never_more_than_eight():
    assert len(find_trades("加工制造修理服务")) <= 8
