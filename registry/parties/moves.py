"""The life of a qualification (信用企业、信用户): R27–R31, R36–R42, A12–A13."""

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
