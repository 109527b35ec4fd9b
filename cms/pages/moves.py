"""The life of a letter from the public (咨询留言): answered in time, published only after a second person has read it."""

from registry.ledger.moves import Move, MoveTable

LETTER = MoveTable(
    model="pages.letter",
    title="咨询留言",
    initial="received",
    opening="收到留言",
    states={
        "received": "待答复", "answered": "已答复", "declined": "不予受理", "prepared": "待批准公开",
        "published": "已公开", "kept": "不公开", "withdrawn": "已停止公开",
    },
    moves=(
        Move("answer", "答复", ("received",), "answered", "国办秘函〔2019〕19号"),
        Move("decline", "不予受理", ("received",), "declined", "国办秘函〔2019〕19号", needs_reason=True),
        Move("prepare", "拟公开", ("answered",), "prepared", "个保法25"),
        Move("publish", "批准公开", ("prepared",), "published", "个保法25", not_by=("prepare",)),
        Move("keep", "不公开", ("answered", "prepared"), "kept", "个保法25", needs_reason=True),
        Move("withdraw", "停止公开", ("published",), "withdrawn", "个保法25", needs_reason=True, danger=True),
    ),
)  # fmt: skip
