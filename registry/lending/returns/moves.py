"""The lives of a bank's return for one period, of a loan that fell due unanswered, and of a note seen at two banks."""

from registry.ledger.moves import Move, MoveTable

PERIOD = MoveTable(
    model="lending.reportingperiod",
    title="报送期",
    initial="due",
    opening="开始报送期",
    states={
        "due": "待报送",
        "late": "逾期未报送",
        "received": "已按期报送",
        "nil": "已零报告",
        "belated": "迟报",
        "excused": "免予报送",
    },
    moves=(
        Move("receive", "收到台账", ("due", "nil"), "received", "R44", timed=True),
        Move("receive_late", "过期收到台账", ("late",), "belated", "R44", timed=True),
        Move("declare_nil", "零报告", ("due",), "nil", "R44"),
        Move("declare_nil_late", "补作零报告", ("late",), "belated", "R44"),
        Move("miss", "过期未报送", ("due",), "late", "R44", timed=True),
        Move("reopen", "恢复为待报送", ("received",), "due", "R70", timed=True, needs_reason=True),
        Move("reopen_late", "恢复为逾期未报送", ("belated",), "late", "R70", timed=True, needs_reason=True),
        Move("excuse", "免予报送", ("due", "late"), "excused", "R44", needs_reason=True),
    ),
)

SILENCE = MoveTable(
    model="lending.silentmaturity",
    title="到期未报送",
    initial="open",
    opening="到期次日未见报送",
    states={
        "open": "到期未报送",
        "repaid": "已报还清",
        "overdue": "已报逾期",
        "extended": "已报展期",
        "corrected": "数据已更正",
    },
    moves=(
        Move("tell_repaid", "报送为还清", ("open",), "repaid", "R35", timed=True),
        Move("tell_overdue", "报送为逾期", ("open",), "overdue", "R44", timed=True),
        Move("tell_extended", "报送为展期", ("open",), "extended", "R35", timed=True),
        Move("correct", "更正数据", ("open",), "corrected", "R70", timed=True),
        Move("reopen", "恢复为未报送", ("repaid", "overdue", "extended", "corrected"), "open", "R70", timed=True,
             needs_reason=True),
    ),
)  # fmt: skip

MOVED = MoveTable(
    model="lending.movednote",
    title="疑似转至他行",
    initial="open",
    opening="发现疑似转至他行",
    states={"open": "待办公室核实", "moved": "确已转至他行", "apart": "不是同一笔贷款",
            "lapsed": "数据已更正，不必核实"},
    moves=(
        Move("confirm", "确认已转至他行", ("open",), "moved", "R70", needs_reason=True),
        Move("dismiss", "确认不是同一笔", ("open",), "apart", "R70", needs_reason=True),
        Move("lapse", "不必核实", ("open",), "lapsed", "R70", timed=True),
        Move("reopen", "恢复核实", ("lapsed",), "open", "R70", timed=True),
    ),
)  # fmt: skip
