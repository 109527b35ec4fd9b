"""Timed duties of the ladder: steps raised, steps left undone, promises judged."""

from registry.ledger.duties import Duty

from . import promises, tasks

DUTIES = (
    Duty(tasks.RAISE, "清收步骤到期", "R43", tasks.unraised, tasks.raise_steps),
    Duty(tasks.LATE, "清收任务过期提醒", "R43", tasks.late_tasks, tasks.tell_late),
    Duty(promises.JUDGE, "认定还款承诺", "R43", promises.unjudged, promises.judge),
)
