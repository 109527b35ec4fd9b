"""The life of a promise to pay: judged by the timer from what the bank reports, and judged again when that is corrected."""

from registry.ledger.moves import Move, MoveTable

PROMISE = MoveTable(
    model="lending.repaymentpromise",
    title="还款承诺",
    initial="open",
    opening="登记还款承诺",
    states={"open": "未到期", "kept": "已履行", "broken": "未履行", "dropped": "不再适用"},
    moves=(
        Move("keep", "已履行", ("open",), "kept", "R43", timed=True),
        Move("find_broken", "到期未履行", ("open",), "broken", "R43", timed=True),
        Move("correct_kept", "更正为已履行", ("broken",), "kept", "R70", timed=True),
        Move("correct_broken", "更正为未履行", ("kept",), "broken", "R70", timed=True),
        Move("drop", "不再适用", ("open",), "dropped", "R70", timed=True, needs_reason=True),
    ),
)
