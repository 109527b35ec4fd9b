"""The lives of a credit line, a loan note, an overdue episode and a compensation claim: R04–R10, R36, R43–R48."""

from registry.ledger.moves import Move, MoveTable

CREDIT_LINE = MoveTable(
    model="lending.creditline",
    title="授信",
    initial="signed",
    opening="登记授信",
    states={
        "signed": "已签约",
        "active": "使用中",
        "suspended": "停止放款",
        "closed": "已结清",
        "annulled": "登记已撤销",
    },
    moves=(
        Move("activate", "启用授信", ("signed",), "active", "R32", timed=True),
        Move(
            "suspend",
            "停止新增放款",
            ("signed", "active"),
            "suspended",
            "R41",
            timed=True,
            needs_reason=True,
            danger=True,
        ),
        Move("resume", "恢复放款", ("suspended",), "active", "A12", needs_reason=True),
        Move("close", "结清授信", ("signed", "active", "suspended"), "closed", "R35", timed=True),
        Move("annul", "撤销登记", ("signed",), "annulled", "R70", needs_reason=True, danger=True),
        Move("reinstate", "重新登记", ("annulled",), "signed", "R70", timed=True),
    ),
)

LOAN_NOTE = MoveTable(
    model="lending.loannote",
    title="借据",
    initial="active",
    opening="登记借据",
    states={
        "active": "正常",
        "overdue": "逾期",
        "settled": "已结清",
        "compensated": "已代偿",
        "written_off": "已核销",
        "annulled": "登记已撤销",
    },
    moves=(
        Move("fall_overdue", "转为逾期", ("active",), "overdue", "R36", timed=True),
        Move("cure", "逾期已还清", ("overdue",), "active", "A17", timed=True),
        Move("settle", "结清借据", ("active", "overdue"), "settled", "R35", timed=True),
        Move("undo_overdue", "更正为未逾期", ("overdue",), "active", "R70", timed=True, needs_reason=True),
        Move("reopen", "更正为未结清", ("settled",), "active", "R70", timed=True, needs_reason=True),
        Move("annul", "撤销登记", ("active", "settled"), "annulled", "R70", needs_reason=True, danger=True),
        Move("reinstate", "重新登记", ("annulled",), "active", "R70", timed=True),
        Move("compensate", "记为已代偿", ("overdue",), "compensated", "R47"),
        Move("write_off", "核销", ("compensated",), "written_off", "R52", needs_reason=True, danger=True),
    ),
)

OVERDUE_EPISODE = MoveTable(
    model="lending.overdueepisode",
    title="逾期",
    initial="open",
    opening="发现逾期",
    states={
        "open": "逾期（满1日）",
        "day60": "逾期满60日",
        "cured": "已还清",
        "voided": "数据有误，已撤销",
        "claimed": "代偿申请中",
        "compensated": "已代偿",
        "recovering": "追偿中",
        "recovered": "追偿结清",
        "written_off": "已核销",
    },
    moves=(
        Move("reach_day60", "满60日", ("open",), "day60", "R45", timed=True),
        Move("cure", "已还清到期本息", ("open", "day60", "claimed"), "cured", "A17", timed=True),
        Move("reopen", "更正为未还清", ("cured",), "open", "R70", timed=True, needs_reason=True),
        Move(
            "void",
            "撤销（银行数据有误）",
            ("open", "day60", "cured"),
            "voided",
            "R70",
            timed=True,
            needs_reason=True,
        ),
        Move("claim", "提出代偿申请", ("day60",), "claimed", "R46"),
        Move("return_claim", "代偿申请退回", ("claimed",), "day60", "R47", needs_reason=True),
        Move("compensate", "已代偿", ("claimed",), "compensated", "R47"),
        Move("start_recovery", "开始追偿", ("compensated",), "recovering", "R52"),
        Move("finish_recovery", "追偿结清", ("recovering",), "recovered", "R52"),
        Move("write_off", "核销", ("recovering",), "written_off", "R52", needs_reason=True, danger=True),
    ),
)

COMPENSATION_CLAIM = MoveTable(
    model="lending.compensationclaim",
    title="代偿申请",
    initial="draft",
    opening="起草代偿申请",
    states={
        "draft": "起草中",
        "lodged": "已提交，待办公室审批",
        "returned": "已退回补正",
        "approved": "办公室已同意",
        "refused": "办公室不同意",
        "paid": "担保公司已支付",
        "confirmed": "银行已确认收款",
        "withdrawn": "已撤回",
    },
    moves=(
        Move("lodge", "提交代偿申请", ("draft", "returned"), "lodged", "R46"),
        Move("return_claim", "退回补正", ("lodged",), "returned", "R47", needs_reason=True),
        Move("approve", "同意代偿", ("lodged",), "approved", "R47", not_by=("lodge",)),
        Move("refuse", "不同意代偿", ("lodged",), "refused", "R47", needs_reason=True, danger=True, not_by=("lodge",)),
        Move("pay", "登记代偿支付", ("approved",), "paid", "R47", not_by=("approve",)),
        Move("confirm_receipt", "确认收到代偿款", ("paid",), "confirmed", "R47", not_by=("pay",)),
        Move("withdraw", "撤回代偿申请", ("draft", "lodged", "returned", "approved"), "withdrawn", "A17", timed=True,
             needs_reason=True),
    ),
)  # fmt: skip
