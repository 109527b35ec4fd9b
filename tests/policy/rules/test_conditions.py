"""R14–R21 and R61: no opinion is never a pass."""

import itertools

import pytest

from registry.policy.rules import (
    DOUBT,
    FAIL,
    PASS,
    Answer,
    Condition,
    answer_problems,
    condition_outcome,
    screening_problems,
)

from . import kinds

NAMES = (("POLICE", "公安经侦大队"), ("COURT", "法院"), ("TAX", "税务局"))
LITIGATION = Condition("R17", "无在案、在诉记录", ("POLICE", "COURT"), NAMES)
GRADE = Condition("R20", "纳税等级不低于B级", ("TAX",), NAMES)
OTHER = Condition("R21", "没有其他影响信用形象的记录", ("OFFICE",))


def said(institution, result, condition="R17", note="有记录"):
    return Answer(condition, institution, result, "" if result == PASS else note)


@pytest.mark.parametrize(("police", "court"), list(itertools.product([None, PASS, DOUBT, FAIL], repeat=2)))
def test_a_condition_passes_only_when_every_institution_says_so(police, court):
    answers = [said(i, r) for i, r in (("POLICE", police), ("COURT", court)) if r]
    outcome = condition_outcome(LITIGATION, answers)
    given = {police, court}
    expected = FAIL if FAIL in given else PASS if given == {PASS} else "open"
    assert outcome.result == expected
    assert (outcome.reasons == ()) is (expected == PASS)


def test_silence_is_told_by_the_name_of_the_silent_institution():
    outcome = condition_outcome(LITIGATION, [said("POLICE", PASS)])
    assert kinds(outcome.reasons) == ["silent"]
    assert "法院尚未出具意见，未出具意见不视为通过" in str(outcome.reasons[0])


def test_a_failure_comes_first_and_carries_its_note():
    outcome = condition_outcome(LITIGATION, [said("COURT", FAIL, note="被执行人，(2026)内0627执1号")])
    assert kinds(outcome.reasons) == [FAIL, "silent"]
    assert "法院意见为不通过：被执行人，(2026)内0627执1号" in str(outcome.reasons[0])


def test_an_institution_not_named_for_a_condition_cannot_answer_it():
    assert condition_outcome(GRADE, [said("COURT", PASS, "R20")]).result == "open"
    assert condition_outcome(GRADE, [said("COURT", FAIL, "R20"), said("TAX", PASS, "R20")]).result == PASS


def test_an_answer_to_another_condition_does_not_count():
    assert condition_outcome(GRADE, [said("TAX", PASS, "R19")]).result == "open"


def test_any_institution_may_fail_the_catch_all():
    answers = [said("OFFICE", PASS, "R21"), said("COURT", FAIL, "R21", "虚假宣传受罚")]
    assert condition_outcome(OTHER, answers).result == FAIL


def test_a_condition_that_names_nobody_stays_open():
    outcome = condition_outcome(Condition("R20", "纳税等级", ()), [])
    assert (outcome.result, kinds(outcome.reasons)) == ("open", ["nobody"])


def test_an_unknown_result_is_never_a_pass():
    assert condition_outcome(GRADE, [Answer("R20", "TAX", "ok")]).result == "open"


def test_screening_lists_every_condition_not_passed_in_the_order_of_the_text():
    conditions = [LITIGATION, GRADE, OTHER]
    answers = [said("POLICE", PASS), said("COURT", DOUBT), said("TAX", FAIL, "R20", "C级")]
    reasons = screening_problems(conditions, answers)
    assert [reason.clause.split()[0] for reason in reasons] == ["R17", "R20", "R21"]
    assert kinds(reasons) == [DOUBT, FAIL, "silent"]


def test_screening_passes_when_every_condition_passes():
    answers = [
        said("POLICE", PASS),
        said("COURT", PASS),
        said("TAX", PASS, "R20"),
        said("OFFICE", PASS, "R21"),
    ]
    assert screening_problems([LITIGATION, GRADE, OTHER], answers) == []


def test_screening_without_conditions_is_never_a_pass():
    assert kinds(screening_problems([], [])) == ["none"]


@pytest.mark.parametrize(
    ("result", "note", "expected"),
    [
        (PASS, "", []),
        (PASS, "说明", []),
        (FAIL, "理由", []),
        (FAIL, "  ", ["note-missing"]),
        (DOUBT, "理由", []),
        (DOUBT, "", ["note-missing"]),
        ("", "理由", ["unknown-result"]),
        ("yes", "", ["unknown-result"]),
    ],
)
def test_an_answer_against_needs_its_reason(result, note, expected):
    assert kinds(answer_problems(Answer("R21", "TAX", result, note))) == expected
