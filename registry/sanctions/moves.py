"""The life of a blacklist case: R49–R52, R68, domain §5.2–5.3."""

from registry.ledger.moves import Move, MoveTable

BLACKLIST_CASE = MoveTable(
    model="sanctions.blacklistcase",
    title="黑名单案件",
    initial="proposed",
    opening="提出列入",
    states={
        "proposed": "拟列入",
        "notified": "已告知，等待陈述申辩",
        "replied": "已陈述申辩，待决定",
        "listed": "已列入（不公开）",
        "published": "已列入并公开",
        "dismissed": "不予列入",
        "removed": "已移出",
    },
    moves=(
        Move("notify", "送达拟列入告知书", ("proposed",), "notified", "R51"),
        Move("record_reply", "登记陈述申辩", ("notified",), "replied", "R51", needs_reason=True),
        Move(
            "list", "决定列入", ("notified", "replied"), "listed", "R51", needs_reason=True,
            not_by=("register", "notify"), danger=True,
        ),
        Move("dismiss", "决定不予列入", ("proposed", "notified", "replied"), "dismissed", "R51", needs_reason=True),
        Move("publish", "审核同意公开", ("listed",), "published", "R51", needs_reason=True, not_by=("register", "list")),
        Move("stop_publication", "停止公开", ("published",), "listed", "R51", timed=True, needs_reason=True),
        Move("remove", "移出黑名单", ("listed", "published"), "removed", "R51", needs_reason=True, not_by=("list",)),
    ),
)  # fmt: skip

CONDITION_BREACH = MoveTable(
    model="sanctions.conditionbreach",
    title="违反准入条件线索",
    initial="prepared",
    opening="由不良信息形成线索",
    states={
        "prepared": "待办公室核实",
        "confirmed": "已核实并预警",
        "dismissed": "不构成违反",
        "lifted": "已解除（信息已更正、修复或到期）",
        "withdrawn": "预警已撤回",
    },
    moves=(
        Move("confirm", "核实属实，发出预警", ("prepared",), "confirmed", "R37", needs_reason=True, danger=True),
        Move("dismiss", "认定不构成违反", ("prepared",), "dismissed", "R37", needs_reason=True),
        Move("lift", "解除线索", ("prepared",), "lifted", "A28", timed=True, needs_reason=True),
        Move("withdraw", "信息已更正或修复，撤回预警", ("confirmed",), "withdrawn", "A28", needs_reason=True),
    ),
)  # fmt: skip
