"""The life of an upload: read and staged, previewed, booked or refused (R70)."""

from registry.ledger.moves import Move, MoveTable

UPLOAD = MoveTable(
    model="imports.upload",
    title="上传",
    initial="received",
    opening="收到文件",
    states={
        "received": "已收到，待核对",
        "accepted": "已全部入账",
        "partial": "部分入账",
        "unchanged": "内容无变化",
        "rejected": "未入账（有误）",
        "expired": "逾期未确认，已作废",
        "undone": "入账已撤销",
    },
    moves=(
        Move("confirm_all", "确认入账", ("received",), "accepted", "R70"),
        Move("confirm_part", "只入账无误的行", ("received",), "partial", "R70"),
        Move("find_unchanged", "确认内容无变化", ("received",), "unchanged", "R70"),
        Move("reject", "不予入账", ("received",), "rejected", "R70", needs_reason=True),
        Move("undo", "撤销入账", ("accepted", "partial"), "undone", "R70", needs_reason=True, danger=True),
        Move("expire", "过期作废", ("received",), "expired", "R70", timed=True, needs_reason=True),
    ),
)
