"""R14–R21, R61: the admission conditions, each answered by the institutions named for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..answers import Reason

PASS, FAIL, DOUBT = "pass", "fail", "doubt"
OPEN = "open"
ANSWER_LABELS = {PASS: "通过", FAIL: "不通过", DOUBT: "存疑"}
_CATCH_ALL = "R21"


@dataclass(frozen=True)
class Condition:
    """One admission condition: its R-number, the sentence of the text, the institutions that must answer.

    `names` gives the Chinese name of an institution code.
    """

    code: str
    sentence: str
    answerers: tuple[str, ...]
    names: tuple[tuple[str, str], ...] = ()

    def name_of(self, institution: str) -> str:
        return dict(self.names).get(institution, institution)


@dataclass(frozen=True)
class Answer:
    """What one institution says about one condition. Conclusion and reference only, no raw data (R72)."""

    condition: str
    institution: str
    result: str
    note: str = ""


@dataclass(frozen=True)
class Outcome:
    """`result` is pass, fail or open; anything but pass comes with reasons."""

    condition: str
    result: str
    reasons: tuple[Reason, ...] = ()


def answer_problems(answer: Answer) -> list[Reason]:
    """What is missing for an answer to be entered.

    | result          | note  | answer |
    |-----------------|-------|--------|
    | pass            | any   | yes    |
    | fail or doubt   | given | yes    |
    | fail or doubt   | blank | no: say why (R69; R21 rests on the written reason alone) |
    | anything else   | any   | no     |
    """
    if answer.result not in ANSWER_LABELS:
        text = f"意见“{answer.result}”不是“通过”“不通过”或“存疑”之一。请重新选择。"
        return [Reason(text, answer.condition, "unknown-result")]
    if answer.result != PASS and not answer.note.strip():
        text = f"选择“{ANSWER_LABELS[answer.result]}”时必须写明理由。请补填理由后提交。"
        return [Reason(text, answer.condition, "note-missing")]
    return []


def condition_outcome(condition: Condition, answers: Iterable[Answer]) -> Outcome:
    """The outcome of one condition. No opinion is never a pass (R61).

    | any 不通过 | any 存疑 | an answerer silent | outcome |
    |------------|----------|--------------------|---------|
    | yes        | –        | –                  | fail    |
    | no         | yes      | –                  | open    |
    | no         | no       | yes                | open    |
    | no         | no       | no                 | pass    |

    A condition that names nobody stays open. The catch-all R21 may be failed by any institution.
    """
    mine = [a for a in answers if a.condition == condition.code and _may_answer(condition, a)]
    failed = [_said(condition, a) for a in mine if a.result == FAIL]
    waiting = [_said(condition, a) for a in mine if a.result not in (PASS, FAIL)]
    waiting += _silent(condition, {a.institution for a in mine})
    if failed:
        return Outcome(condition.code, FAIL, tuple(failed + waiting))
    return Outcome(condition.code, OPEN if waiting else PASS, tuple(waiting))


def screening_problems(conditions: Sequence[Condition], answers: Sequence[Answer]) -> list[Reason]:
    """Every reason why the office may not conclude 甄别通过, in the order of the conditions (R14–R21, R61)."""
    if not conditions:
        return [
            Reason(
                "该轮次没有设定准入条件，不能得出甄别结论。请先在政策中录入准入条件。",
                "R61",
                "none",
            )
        ]
    outcomes = (condition_outcome(condition, answers) for condition in conditions)
    return [reason for outcome in outcomes for reason in outcome.reasons]


def _may_answer(condition, answer):
    return answer.institution in condition.answerers or condition.code == _CATCH_ALL


def _said(condition, answer):
    label = ANSWER_LABELS.get(answer.result, answer.result)
    note = f"：{answer.note.strip().rstrip('。')}" if answer.note.strip() else ""
    after = "" if answer.result == FAIL else "请核实后改为“通过”或“不通过”。"
    text = f"“{condition.sentence}”：{condition.name_of(answer.institution)}意见为{label}{note}。{after}"
    return Reason(text, condition.code, answer.result)


def _silent(condition, heard):
    if not condition.answerers:
        text = f"“{condition.sentence}”没有指定审核单位，不能视为通过。请先指定审核单位。"
        return [Reason(text, f"{condition.code} R61", "nobody")]
    return [
        Reason(
            f"“{condition.sentence}”：{condition.name_of(institution)}尚未出具意见，未出具意见不视为通过。请催办。",
            f"{condition.code} R61",
            "silent",
        )
        for institution in condition.answerers
        if institution not in heard
    ]
