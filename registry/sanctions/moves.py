"""The lives of a blacklist case, of a legal basis, of a repair and of a lead: R49–R52, R68, domain §5.1–5.3."""

from registry.ledger.moves import Move, MoveTable

BLACKLIST_CASE = MoveTable(
    model="sanctions.blacklistcase",
    title="黑名单案件",
    initial="proposed",
    opening="提出列入",
    states={
        "proposed": "拟列入，待法制审核",
        "returned": "法制审核退回，待补正",
        "cleared": "法制审核通过，待告知",
        "notified": "已告知，等待陈述申辩",
        "replied": "已陈述申辩，待决定",
        "listed": "已列入（不公开）",
        "published": "已列入并公开",
        "dismissed": "不予列入",
        "removed": "已移出",
    },
    moves=(
        Move("clear", "法制审核通过", ("proposed",), "cleared", "R51", needs_reason=True, not_by=("register", "resubmit")),
        Move("send_back", "法制审核退回", ("proposed",), "returned", "R51", needs_reason=True, not_by=("register", "resubmit")),
        Move("resubmit", "补正后重新送审", ("returned",), "proposed", "R51", needs_reason=True),
        Move("notify", "送达拟列入告知书", ("cleared",), "notified", "R51"),
        Move("record_reply", "登记陈述申辩", ("notified",), "replied", "R51", needs_reason=True),
        Move(
            "list", "决定列入", ("notified", "replied"), "listed", "R51", needs_reason=True,
            not_by=("register", "resubmit", "clear", "notify"), danger=True,
        ),
        Move(
            "dismiss", "决定不予列入", ("proposed", "returned", "cleared", "notified", "replied"), "dismissed", "R51",
            needs_reason=True,
        ),
        Move("publish", "审核同意公开", ("listed",), "published", "R51", needs_reason=True, not_by=("register", "list")),
        Move("withhold", "审核不予公开", ("listed",), "listed", "R51", needs_reason=True, not_by=("register", "list")),
        Move("stop_publication", "停止公开", ("published",), "listed", "R51", timed=True, needs_reason=True),
        Move("remove", "移出黑名单", ("listed", "published"), "removed", "R51", needs_reason=True, not_by=("list",)),
    ),
)  # fmt: skip

LEGAL_BASIS = MoveTable(
    model="sanctions.legalbasis",
    title="法律依据",
    initial="proposed",
    opening="提出纳入名录",
    states={"proposed": "待批准", "approved": "在用", "rejected": "未予纳入", "retired": "已停用"},
    moves=(
        Move("approve", "批准纳入名录", ("proposed",), "approved", "R51", needs_reason=True, not_by=("register",)),
        Move("reject", "不予纳入", ("proposed",), "rejected", "R51", needs_reason=True, not_by=("register",)),
        Move("retire", "停用", ("approved",), "retired", "R51", needs_reason=True, danger=True),
    ),
)  # fmt: skip

REPAIR_REQUEST = MoveTable(
    model="sanctions.repairrequest",
    title="信用修复申请",
    initial="received",
    opening="收到申请",
    states={
        "received": "已收到，待核查",
        "verified": "已核查，待决定",
        "granted": "准予修复，已移出",
        "refused": "不予修复",
        "withdrawn": "申请人已撤回",
    },
    moves=(
        Move("verify", "登记核查结果", ("received",), "verified", "A28", needs_reason=True),
        Move("grant", "准予修复并移出", ("verified",), "granted", "A28", needs_reason=True, not_by=("register", "verify")),
        Move("refuse", "不予修复", ("verified",), "refused", "A28", needs_reason=True, not_by=("register", "verify"), danger=True),
        Move("withdraw", "申请人撤回", ("received", "verified"), "withdrawn", "A28", needs_reason=True),
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
