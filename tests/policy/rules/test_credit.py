"""R14–R18 with A27, A28."""

import pytest

from registry.policy.rules import (
    Litigation,
    Record,
    litigation_problems,
    litigation_remarks,
    record_problems,
    record_remarks,
)
from registry.policy.terms import PolicyTerms

TERMS = PolicyTerms.of_2019()


@pytest.mark.parametrize(
    ("role", "fails"),
    [
        ("defendant", True),
        ("enforced", True),
        ("suspect", True),
        ("plaintiff", False),
        ("applicant", False),
        ("third_party", False),
        ("victim", False),
    ],
)
def test_only_those_sued_or_charged_fail_and_every_case_is_told_once(role, fails):
    case = Litigation("(2026)内0627民初1号", role)
    against, told = litigation_problems([case], TERMS), litigation_remarks([case], TERMS)
    assert (len(against), len(told)) == ((1, 0) if fails else (0, 1))
    assert case.reference in str((against + told)[0])


@pytest.mark.parametrize("condition", ["R14", "R15", "R16", "R18"])
def test_a_repaired_record_is_told_and_not_counted(condition):
    bad, repaired = Record(condition, "贷款逾期"), Record(condition, "行政处罚", repaired=True)
    assert [reason.clause for reason in record_problems([bad, repaired])] == [condition]
    assert [reason.kind for reason in record_remarks([bad, repaired])] == ["repaired"]
    assert "贷款逾期" in str(record_problems([bad, repaired])[0])
