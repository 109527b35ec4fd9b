"""送达: which proof counts for which way, and from which day."""

from dataclasses import replace
from datetime import date

import pytest

from registry.policy.rules import ServiceFacts, service_problems

from . import kinds

TODAY = date(2026, 7, 10)
SERVED = ServiceFacts("post", "EMS 1234567890", False, date(2026, 6, 1), date(2026, 7, 6))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"method": "direct"}, []),
        ({"method": "left"}, ["proof-file"]),
        ({"method": "left", "has_file": True}, []),
        ({"method": "electronic"}, ["proof-file"]),
        ({"method": "electronic", "has_file": True}, []),
        ({"method": "announced"}, ["proof-file"]),
        ({"method": "announced", "has_file": True}, []),
        ({"method": "pigeon"}, ["method"]),
        ({"proof": " "}, ["proof"]),
        ({"delivered_on": TODAY}, []),
        ({"delivered_on": date(2026, 7, 11)}, ["future"]),
        ({"delivered_on": date(2026, 6, 1)}, []),
        ({"delivered_on": date(2026, 5, 31)}, ["too-early"]),
        ({"method": "announced", "has_file": True, "delivered_on": date(2026, 7, 1)}, []),
        ({"method": "announced", "has_file": True, "delivered_on": date(2026, 6, 30)}, ["announced"]),
        ({"method": "", "proof": "", "delivered_on": date(2026, 7, 11)}, ["method", "proof", "future"]),
    ],
)
def test_a_paper_is_served_in_one_of_five_ways_with_its_proof_and_on_a_possible_day(change, expected):
    assert kinds(service_problems(replace(SERVED, **change), today=TODAY)) == expected
