"""`make bench`: figures measured side by side with their limits, printed as ratios, kept in results.json."""

import json
import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def workdays():
    """P8: the n-th working day, ours ÷ chinesecalendar's loop (goal: at most 0.1)."""
    import chinese_calendar

    from registry.policy.calendars import current_calendar

    calendar, starts = current_calendar(), [date(2026, 1, 1) + timedelta(days=n) for n in range(300)]

    def theirs():
        for start in starts:
            day, left = start, 10
            while left:
                day += timedelta(days=1)
                left -= chinese_calendar.is_workday(day)

    def ours():
        for start in starts:
            calendar.add_workdays(start, 10)

    return {"goal": 0.1, "ratio": timed(ours) / timed(theirs)}


def demo():
    """Demand 20: seed_demo on an empty database, seconds ÷ 60 (goal: at most 1)."""
    from django.core.management import call_command

    return {"goal": 1, "ratio": timed(lambda: call_command("seed_demo", verbosity=0)) / 60}


def idle_run():
    """A wake-up with nothing to do on the demonstration county, seconds ÷ 60 between wake-ups (goal: at most 0.05)."""
    from cms.duties import bring_to
    from registry.history import clock

    bring_to(clock.today())
    return {"goal": 0.05, "ratio": timed(lambda: bring_to(clock.today())) / 60}


def main():
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {"XBD_VAR": var, "DJANGO_SETTINGS_MODULE": "cms.settings"}
        import django

        from benchmarks.daily.figures import FIGURES as DAILY
        from benchmarks.desk.figures import FIGURES as DESK
        from benchmarks.ledger.figures import FIGURES
        from benchmarks.saying import say
        from benchmarks.search.figures import FIGURES as SEARCH
        from benchmarks.uploads import child, gate, gate_memory

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        works = (workdays, gate, gate_memory, child, demo, idle_run, *FIGURES, *DAILY, *SEARCH, *DESK)
        results = {work.__name__: work() for work in works}
    for name, figure in results.items():
        say(name, figure)
    (HERE / "results.json").write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
