"""The lives of a qualification (信用企业、信用户: R27–R31, R36–R42, A12–A13), an account request and a re-screening."""

from registry.ledger.moves import Move, MoveTable

QUALIFICATION = MoveTable(
    model="parties.qualification",
    title="信用资格",
    initial="candidate",
    opening="列为准信用",
    states={
        "candidate": "准信用（公示中）",
        "qualified": "信用企业（户）",
        "warned": "已预警，待确认取消",
        "cancelled": "已取消资格",
        "lapsed": "未予认定",
    },
    moves=(
        Move("recognise", "认定为信用企业（户）", ("candidate",), "qualified", "R30", timed=True),
        Move(
            "lapse", "不予认定", ("candidate",), "lapsed", "R30", timed=True, needs_reason=True, danger=True
        ),
        Move(
            "warn",
            "预警并拟取消资格",
            ("qualified",),
            "warned",
            "R39",
            timed=True,
            needs_reason=True,
            danger=True,
        ),
        Move("keep", "认定技术性逾期，不予取消", ("warned",), "qualified", "A13", needs_reason=True),
        Move("cancel", "确认取消资格", ("warned",), "cancelled", "R40", needs_reason=True, danger=True),
        Move(
            "restore", "恢复资格", ("cancelled",), "qualified", "A12", needs_reason=True, not_by=("cancel",)
        ),
    ),
)

ACCOUNT_REQUEST = MoveTable(
    model="parties.accountrequest",
    title="账号申请",
    initial="requested",
    opening="提出申请",
    states={
        "requested": "已申请，待单位核实",
        "endorsed": "单位已核实，待开通",
        "approved": "已开通",
        "declined": "不予开通",
        "expired": "逾期未办，已作废",
    },
    moves=(
        Move("endorse", "核实同意", ("requested",), "endorsed", not_by=("register",)),
        Move("approve", "开通账号", ("endorsed",), "approved", not_by=("register", "endorse")),
        Move("decline", "不予开通", ("requested", "endorsed"), "declined", needs_reason=True, not_by=("register",), danger=True),
        Move("expire", "逾期作废", ("requested", "endorsed"), "expired", timed=True, needs_reason=True),
    ),
)  # fmt: skip

RESCREENING = MoveTable(
    model="parties.rescreeningtask",
    title="重新甄别",
    initial="open",
    opening="主体身份变更，需要重新甄别",
    states={"open": "待重新甄别", "kept": "仍符合条件，资格继续", "ended": "不再符合，转入取消程序"},
    moves=(
        Move("keep", "核实仍符合条件", ("open",), "kept", "R14", needs_reason=True, not_by=("register",)),
        Move("end", "认定不再符合条件", ("open",), "ended", "R37", needs_reason=True, not_by=("register",), danger=True),
    ),
)  # fmt: skip
