"""The life of one act to be taken back after a correction: prepared, then decided by another person (R70)."""

from registry.ledger.moves import Move, MoveTable

COUNTERMAND = MoveTable(
    model="lending.countermand",
    title="撤改事项",
    initial="prepared",
    opening="银行更正数据，拟出撤改文书",
    states={
        "prepared": "待办公室决定",
        "noted": "依据仍成立，已注明",
        "done": "已撤改",
        "refunding": "已通知退还，待退清",
        "kept": "研究后维持",
        "moot": "依据恢复，不再需要",
        "settled": "已另行撤改",
    },
    moves=(
        Move("note", "注明更正后的日期", ("prepared",), "noted", "R70", timed=True),
        Move("carry_out", "按拟稿撤改", ("prepared",), "done", "R70", needs_reason=True, not_by=("register",)),
        Move("order_refund", "通知退还代偿款", ("prepared",), "refunding", "R70", needs_reason=True, not_by=("register",)),
        Move("receive_refund", "登记收到退款", ("refunding",), "done", "R70", not_by=("order_refund",)),
        Move("order_return", "通知退还追偿款", ("prepared",), "refunding", "R70", needs_reason=True, not_by=("register",)),
        Move("record_return", "登记已退还借款人", ("refunding",), "done", "R70", not_by=("order_return",)),
        Move("keep", "研究后维持原件", ("prepared",), "kept", "R70", needs_reason=True, not_by=("register",)),
        Move("moot", "依据恢复", ("prepared",), "moot", "R70", timed=True, needs_reason=True),
        Move("settle", "已另行撤改", ("prepared",), "settled", "R70", timed=True),
    ),
)  # fmt: skip
