"""R32, R41, R49, R58, R59, A14."""

from dataclasses import replace
from datetime import date

import pytest

from registry.policy.rules import BlockFacts, LoanGateFacts, block_problems, new_loan_problems
from registry.policy.terms import PolicyTerms

from . import kinds

TERMS = PolicyTerms.of_2019()
TODAY = date(2026, 5, 8)
EARLIER, LATER = date(2026, 1, 5), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("cancelled_on", "reapply_after", "expected"),
    [
        (None, None, []),
        (None, LATER, []),
        (EARLIER, None, ["cancelled"]),
        (EARLIER, LATER, ["cancelled"]),
        (EARLIER, TODAY, []),
        (EARLIER, EARLIER, []),
        (TODAY, None, ["cancelled"]),
        (LATER, None, []),
    ],
)
def test_a_cancelled_subject_may_not_apply_again_unless_the_policy_sets_a_day(
    cancelled_on, reapply_after, expected
):
    terms = replace(TERMS, reapply_after=reapply_after)
    assert kinds(block_problems(BlockFacts(cancelled_on=cancelled_on), terms, today=TODAY)) == expected


@pytest.mark.parametrize(
    ("listed_on", "lifted_on", "expected"),
    [
        (None, None, []),
        (EARLIER, None, ["blacklisted"]),
        (TODAY, None, ["blacklisted"]),
        (LATER, None, []),
        (EARLIER, EARLIER, []),
        (EARLIER, TODAY, []),
        (EARLIER, LATER, ["blacklisted"]),
    ],
)
def test_whoever_was_blacklisted_stays_out_until_a_decision_lifts_it(listed_on, lifted_on, expected):
    facts = BlockFacts(listed_on=listed_on, exclusion_lifted_on=lifted_on)
    assert kinds(block_problems(facts, replace(TERMS, reapply_after=EARLIER), today=TODAY)) == expected


def test_both_blocks_are_told_in_the_order_of_the_text():
    facts = BlockFacts(cancelled_on=EARLIER, listed_on=EARLIER)
    assert [reason.clause for reason in block_problems(facts, TERMS, today=TODAY)] == ["R41", "R49"]


def test_the_sentence_names_the_day_and_the_way_back():
    (without_end,) = block_problems(BlockFacts(cancelled_on=EARLIER), TERMS, today=TODAY)
    assert "2026年1月5日" in str(without_end)
    assert "办公室另行决定" in str(without_end)
    (until,) = block_problems(
        BlockFacts(cancelled_on=EARLIER), replace(TERMS, reapply_after=LATER), today=TODAY
    )
    assert "2026年6月1日起" in str(until)


@pytest.mark.parametrize(
    ("qualified_on", "promise", "blocks", "expected"),
    [
        (EARLIER, True, BlockFacts(), []),
        (TODAY, True, BlockFacts(), []),
        (LATER, True, BlockFacts(), ["not-qualified"]),
        (None, True, BlockFacts(), ["not-qualified"]),
        (EARLIER, False, BlockFacts(), ["commitment"]),
        (EARLIER, True, BlockFacts(cancelled_on=EARLIER), ["cancelled"]),
        (EARLIER, True, BlockFacts(listed_on=EARLIER), ["blacklisted"]),
        (
            None,
            False,
            BlockFacts(cancelled_on=EARLIER, listed_on=EARLIER),
            ["not-qualified", "cancelled", "blacklisted", "commitment"],
        ),
    ],
)
def test_a_new_loan_needs_qualification_no_block_and_the_promise_on_use(
    qualified_on, promise, blocks, expected
):
    facts = LoanGateFacts(qualified_on, promise, blocks)
    assert kinds(new_loan_problems(facts, TERMS, today=TODAY)) == expected
