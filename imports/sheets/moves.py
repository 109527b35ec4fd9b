"""The life of a sheet of the office: read and shown, booked whole by another person, or not at all (R69)."""

from registry.ledger.moves import Move, MoveTable

SHEET = MoveTable(
    model="imports.sheetupload",
    title="登记表上传",
    initial="received",
    opening="收到文件",
    states={
        "received": "已收到，待核对",
        "accepted": "已登记",
        "unchanged": "内容无变化",
        "rejected": "未登记",
        "expired": "逾期未确认，已作废",
    },
    moves=(
        Move("book", "确认登记", ("received",), "accepted", "R69", not_by=("register",)),
        Move("find_unchanged", "确认内容无变化", ("received",), "unchanged", "R69"),
        Move("reject", "不予登记", ("received",), "rejected", "R69", needs_reason=True),
        Move("expire", "过期作废", ("received",), "expired", "R69", timed=True, needs_reason=True),
    ),
)
