"""Reasons as people read them, and the places they cite."""

import re
from pathlib import Path

import pytest

from registry.policy.answers import Reason, Verdict, verdict
from registry.policy.clauses import PLACES, place


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("R13", "二（一）2"),
        ("R37 R14", "二（二）5、二（一）3（1）"),
        ("R14 R17", "二（一）3（1）"),
        ("A05", ""),
        ("", ""),
        ("国办发〔2020〕49号", ""),
    ],
)
def test_a_clause_finds_its_place_in_the_document(clause, expected):
    assert place(clause) == expected


def test_a_sentence_ends_with_its_place_and_one_full_stop():
    assert str(Reason("企业为大型。请核对。", "R13")) == "企业为大型。请核对（依据：文件二（一）2）。"
    assert str(Reason("电话号码为空。")) == "电话号码为空。"


def test_every_rule_stands_in_one_place_only():
    rules = [rule for found in PLACES.values() for rule in found]
    assert len(rules) == len(set(rules))


def test_every_clause_the_rules_cite_is_known():
    known = {rule for found in PLACES.values() for rule in found} | {"R69"}
    cited = set()
    for path in Path(__file__).parents[2].joinpath("registry/policy/rules").glob("*.py"):
        cited |= set(re.findall(r'"(R\d\d)"', path.read_text()))
    assert cited <= known
    assert len(cited) > 20


def test_a_verdict_allows_unless_something_refuses():
    reason = [Reason("超限。", "R08", "over")]
    assert not verdict(reason, hard=True)
    assert verdict(reason, hard=False)
    both = verdict(reason, hard=True) + verdict(reason, hard=False)
    assert (len(both.refusals), len(both.warnings), bool(both), bool(Verdict())) == (1, 1, False, True)
