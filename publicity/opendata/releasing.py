"""The head releases a suspicious drop: on a question of the system, with a reason, for the figures that were shown."""

from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.ledger.proposals import Act, must_be_proposed, register_act

from .asking import ACT, FIGURES, key_of
from .keeping import is_fit
from .publishing import loss, make, newest
from .tables import TABLES, rows_of

RIGHT, CLAUSE = "publicity.release_opendataedition", "R28"
LABEL = "放行骤减的开放数据"


def register_release():
    """Called once from AppConfig.ready."""
    register_act(Act(ACT, LABEL, RIGHT, RIGHT, _execute, _lines, key=key_of, clause=CLAUSE, by_timer=True))


def release(slug, *, before, now, lost, explained, actor, today, reason):
    """Under approval only: publish today's edition in spite of the drop. Raises Refusal when the drop has grown since."""
    require(actor, RIGHT, LABEL)
    must_be_proposed(ACT, actor, LABEL)
    table = TABLES[slug]
    last, rows = newest(slug), rows_of(table, today)
    if last.day == today and is_fit(last, rows):
        raise Refusal(f"“{table.title}”今天的版本已经发布，不需要放行。请驳回这一件。")
    problem = loss(table, last, rows, today)
    if problem and problem["lost"] > lost:
        raise Refusal(
            f"提出时查不到依据的减少是{lost}行，现在是{problem['lost']}行，不能按原来的数字放行。请驳回这一件，系统会按现在的数字重新提出。"
        )
    return make(table, last, rows, today=today, by=actor, why=reason)


def _execute(record, arguments, *, actor, today, reason):
    figures = {name: arguments[name] for name in FIGURES}
    return release(arguments["table"], **figures, actor=actor, today=today, reason=reason)


def _lines(record, arguments):
    return [
        ("数据表", "—", TABLES[arguments["table"]].title),
        ("行数", str(arguments["before"]), str(arguments["now"])),
        ("减少而登记中有依据的", "—", f"{arguments['explained']}行"),
        ("减少而查不到依据的", "—", f"{arguments['lost']}行"),
    ]
