"""The lives of screening: applications (R22–R30), rounds (R25), meetings (R27) and refusals with their answer."""

from registry.ledger.moves import Move, MoveTable

APPLICATION = MoveTable(
    model="screening.application",
    title="申报",
    initial="draft",
    opening="填报",
    states={
        "draft": "草稿",
        "submitted": "已提交",
        "supplement": "待补正",
        "screening": "甄别中",
        "screened": "甄别通过，待领导小组审核",
        "rejected": "甄别不通过",
        "approved": "领导小组审核通过，待公示",
        "declined": "领导小组审核未通过",
        "in_publicity": "公示中",
        "held": "异议核查中",
        "recognised": "已认定",
        "refused": "不予认定",
        "withdrawn": "已撤回",
    },
    moves=(
        Move("submit", "提交申报", ("draft",), "submitted", "R22", public=True),
        Move(
            "ask_supplement", "要求补正", ("submitted", "screening"), "supplement", "R23", needs_reason=True
        ),
        Move("resubmit", "补正后再提交", ("supplement",), "submitted", "R23", public=True),
        Move("start_screening", "送部门甄别", ("submitted",), "screening", "R25"),
        Move("pass_screening", "甄别通过", ("screening",), "screened", "R27"),
        Move(
            "fail_screening", "甄别不通过", ("screening",), "rejected", "R26", needs_reason=True, danger=True
        ),
        Move("approve", "领导小组审核通过", ("screened",), "approved", "R27", not_by=("pass_screening",)),
        Move(
            "decline", "领导小组审核不通过", ("screened",), "declined", "R27", needs_reason=True, danger=True
        ),
        Move("publish", "列入公示", ("approved",), "in_publicity", "R28", timed=True),
        Move(
            "unpublish",
            "公示撤销，退回待公示",
            ("in_publicity", "held"),
            "approved",
            "R28",
            needs_reason=True,
        ),
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
            "撤回申报",
            ("draft", "submitted", "supplement", "screening", "screened", "approved", "in_publicity", "held"),
            "withdrawn",
            "R22",
            public=True,
            needs_reason=True,
        ),
        Move(
            "reopen_screening",
            "退回重新甄别",
            ("screened", "approved", "rejected", "declined"),
            "screening",
            "R26",
            needs_reason=True,
        ),
    ),
)

ROUND = MoveTable(
    model="screening.round",
    title="甄别轮次",
    initial="open",
    opening="开设",
    states={"open": "进行中", "closed": "已结束"},
    moves=(
        Move("extend", "延长部门意见期限", ("open",), "open", "R26", needs_reason=True),
        Move("close", "结束本轮", ("open",), "closed", "R25"),
        Move("carry_over", "结转未办结申报", ("closed",), "closed", "R25", needs_reason=True),
    ),
)

MEETING = MoveTable(
    model="screening.leadinggroupmeeting",
    title="领导小组会议",
    initial="planned",
    opening="筹备会议",
    states={"planned": "筹备中", "closed": "已办结", "cancelled": "已取消"},
    moves=(
        Move("close", "按纪要办结", ("planned",), "closed", "R27 R62"),
        Move("cancel", "取消会议", ("planned",), "cancelled", "R27", needs_reason=True, danger=True),
    ),
)

LETTER = MoveTable(
    model="screening.refusalletter",
    title="未通过告知",
    initial="issued",
    opening="告知",
    states={
        "issued": "已告知",
        "appealed": "已申辩，待答复",
        "upheld": "维持原结论",
        "reopened": "已纠正，重新甄别",
    },
    moves=(
        Move("record_appeal", "登记申辩", ("issued",), "appealed", "R69"),
        Move("uphold", "答复：维持", ("appealed",), "upheld", "R69", needs_reason=True, not_by=("record_appeal",)),
        Move("reopen", "答复：纠正，重新甄别", ("appealed",), "reopened", "R69", needs_reason=True,
             not_by=("record_appeal",)),
    ),
)  # fmt: skip
