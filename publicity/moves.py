"""The lives of a notice, a notice entry and an objection: R28–R30, A10, A11, R63."""

from registry.ledger.moves import Move, MoveTable

NOTICE = MoveTable(
    model="publicity.notice",
    title="公示",
    initial="draft",
    opening="拟稿",
    states={"draft": "拟稿", "open": "公示中", "closed": "公示已结束", "withdrawn": "已撤销"},
    moves=(
        Move("open", "编号发布", ("draft",), "open", "R28", not_by=("register",)),
        Move("close", "公示期满结束", ("open",), "closed", "R29", timed=True),
        Move("withdraw", "撤销公示", ("draft", "open"), "withdrawn", "R28", needs_reason=True, danger=True),
    ),
)

NOTICE_ENTRY = MoveTable(
    model="publicity.noticeentry",
    title="公示对象",
    initial="pending",
    opening="列入拟稿",
    states={
        "pending": "待公示",
        "in_publicity": "公示中",
        "held": "异议核查中",
        "recognised": "已认定",
        "refused": "不予认定",
        "withdrawn": "已撤回",
    },
    moves=(
        Move("publish", "开始公示", ("pending",), "in_publicity", "R28", timed=True),
        Move("hold", "因异议暂缓认定", ("in_publicity",), "held", "A11", timed=True, needs_reason=True),
        Move("recognise", "认定", ("in_publicity", "held"), "recognised", "R30", timed=True),
        Move(
            "refuse",
            "不予认定",
            ("in_publicity", "held"),
            "refused",
            "R30",
            timed=True,
            needs_reason=True,
            danger=True,
        ),
        Move(
            "withdraw",
            "撤回",
            ("pending", "in_publicity", "held"),
            "withdrawn",
            "R28",
            needs_reason=True,
            danger=True,
        ),
    ),
)

OBJECTION = MoveTable(
    model="publicity.objection",
    title="异议",
    initial="received",
    opening="收到异议",
    states={
        "received": "已收到",
        "accepted": "已受理",
        "lead": "转为线索",
        "declined": "不予受理",
        "investigating": "核查中",
        "major": "属实且重大",
        "minor": "属实但不重大",
        "unfounded": "不属实",
        "answered": "已答复",
    },
    moves=(
        Move("accept", "受理", ("received",), "accepted", "A11"),
        Move("treat_as_lead", "转为线索", ("received",), "lead", "A11", needs_reason=True),
        Move("decline", "不予受理", ("received",), "declined", "A11", needs_reason=True),
        Move("investigate", "开始核查", ("accepted", "lead"), "investigating", "A11"),
        Move(
            "find_major", "核查属实且重大", ("investigating",), "major", "R30", needs_reason=True, danger=True
        ),
        Move("find_minor", "核查属实但不重大", ("investigating",), "minor", "R30", needs_reason=True),
        Move("find_unfounded", "核查不属实", ("investigating",), "unfounded", "R30", needs_reason=True),
        Move("reply", "答复异议人", ("major", "minor", "unfounded"), "answered", "A11", needs_reason=True),
    ),
)
