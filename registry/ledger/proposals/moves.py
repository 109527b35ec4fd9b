"""The life of a proposal: open until another person decides, its maker takes it back, or its days are over (R69)."""

from ..moves import Move, MoveTable

PROPOSAL = MoveTable(
    model="ledger.proposal",
    title="待批事项",
    initial="open",
    opening="提出",
    states={
        "open": "待批准",
        "approved": "已批准并办理",
        "refused": "已驳回",
        "withdrawn": "已撤回",
        "expired": "已过期",
    },
    moves=(
        Move("approve", "批准", ("open",), "approved", "R69", not_by=("register",)),
        Move("refuse", "驳回", ("open",), "refused", "R69", needs_reason=True, not_by=("register",), danger=True),
        Move("withdraw", "撤回", ("open",), "withdrawn", "R69", needs_reason=True),
        Move("expire", "过期作废", ("open",), "expired", "R69", timed=True, needs_reason=True),
    ),
)  # fmt: skip
