"""The life of a delivery of credit facts: read, shown, booked or put aside (R55)."""

from registry.ledger.moves import Move, MoveTable

DELIVERY = MoveTable(
    model="credit.delivery",
    title="信用信息报送",
    initial="received",
    opening="收到报送",
    states={
        "received": "已收到，待核对",
        "accepted": "已全部登记",
        "partial": "部分登记",
        "unchanged": "内容无变化",
        "rejected": "未登记",
    },
    moves=(
        Move("confirm_all", "确认登记", ("received",), "accepted", "R55"),
        Move("confirm_part", "只登记无误的行", ("received",), "partial", "R55"),
        Move("find_unchanged", "确认内容无变化", ("received",), "unchanged", "R55"),
        Move("reject", "不予登记", ("received",), "rejected", "R55", needs_reason=True),
    ),
)
