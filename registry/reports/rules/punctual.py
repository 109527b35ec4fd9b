"""Whether what was owed by a day was done by it. Pure."""

from datetime import date

IN_TIME, LATE, MISSING, OPEN, EXCUSED = "in_time", "late", "missing", "open", "excused"
OUTCOMES = {IN_TIME: "按期", LATE: "迟报", MISSING: "逾期未报", OPEN: "期限未到", EXCUSED: "免报"}
COUNTED = (IN_TIME, LATE, MISSING)


def outcome(due_on: date, done_on: date | None, on: date) -> str:
    """How it stands on day `on`; what was done only later had not been done then.

    | due    | done   | on     | outcome | |
    |--------|--------|--------|---------|--|
    | 05-21  | 05-21  | 05-31  | in_time | the last day counts |
    | 05-21  | 05-22  | 05-31  | late    | |
    | 05-21  | 05-22  | 05-21  | open    | not yet done, nor due before |
    | 05-21  | 06-05  | 05-31  | missing | done after the day of the report |
    | 05-21  | —      | 05-22  | missing | |
    """
    if done_on is not None and done_on <= on:
        return IN_TIME if done_on <= due_on else LATE
    return MISSING if on > due_on else OPEN
