"""The steps of the ladder (R43): each once for unpaid arrears whose day has come, told as late once where it must be done."""

from dataclasses import dataclass, field
from datetime import timedelta

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """Falls due on the `day`-th day of arrears; whoever leaves an obligatory one undone is told so."""

    name: str
    day: int
    obligatory: bool


@dataclass
class Task:
    """A step that fell due for arrears: raised within `raised`, to be done by `due`."""

    step: Step
    reached: object
    raised: tuple
    due: object
    late: tuple | None = field(default=None)


def waiting(episode, steps, today):
    """Steps whose day has come for unpaid arrears and which were never raised for them."""
    if not episode.unpaid:
        return []
    there = {task.step for task in episode.tasks}
    return [s for s in steps if s not in there and episode.since + timedelta(days=s.day) <= today]


def climb(episode, steps, today, done):
    """Raise what waits. Seen late, a step is to be done on the day on which it is raised (R65)."""
    for step in waiting(episode, steps, today):
        reached = episode.since + timedelta(days=step.day)
        episode.tasks.append(Task(step, reached, done, max(reached, today)))


def undone(episode, today):
    """Tasks of unpaid arrears that should have been done before `today` and of which nobody was told."""
    tasks = episode.tasks if episode.unpaid else []
    return [n for n, task in enumerate(tasks) if task.step.obligatory and not task.late and task.due < today]


def next_days(episode, steps):
    """Days on which something of the ladder falls due by the passing of time."""
    if not episode.unpaid:
        return
    there = {task.step for task in episode.tasks}
    yield from (episode.since + timedelta(days=step.day) for step in steps if step not in there)
    yield from (task.due + ONE for task in episode.tasks if task.step.obligatory and not task.late)


def told(episode):
    """{name of the step: plain values}."""
    return {
        task.step.name: {
            "raised": task.reached, "raised_done": task.raised, "raised_times": 1, "due": task.due,
            "late": task.due + ONE if task.late else None, "late_done": task.late, "late_times": int(bool(task.late)),
        }
        for task in episode.tasks
    }  # fmt: skip
