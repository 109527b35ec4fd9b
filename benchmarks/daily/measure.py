"""One process, one database: fills a county, lives one day of the timer for good, and on a copy the same day by plain SQL."""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")


def main(count):
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks.daily import county, floor, ours
    from benchmarks.ledger.county import bank_and_clerk, settle
    from cms.schema.laying import lay

    lay()
    call_command("migrate", verbosity=0)
    settle(count)
    bank, _ = bank_and_clerk("DAILY")
    changing = count // 100
    county.fill(bank, 0, count // 10, changing=changing)
    _aged()
    small = ours.tried()
    county.fill(bank, count // 10, count, changing=changing)
    floor.analyse()
    print(json.dumps({"statements_small": small.statements, **_side_by_side()}))


def _side_by_side():
    from benchmarks.daily import comparing, floor, ours
    from registry.ledger.chain import first_break

    before = comparing.counted()
    with ours.on_a_copy(_beside()):
        spent, theirs, broken = floor.raw(), comparing.left(), first_break()
    day = ours.day_of_ours()
    made = comparing.left()
    differing = [table for table, rows in made.items() if rows != theirs[table]]
    if differing or broken:
        raise SystemExit(f"两种做法留下的不同：{differing} {broken}")
    rows = sum(len(rows) - before[table] for table, rows in made.items())
    return {"ours": day.spent, "statements": day.statements, "rows": rows, "floor": spent}


def _beside():
    """A name for the copy: a file beside the database, or a database on the same server."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    return f"{name}.copy" if connection.vendor == "sqlite" else f"{name}_copy"


def _aged():
    """Notes unpaid for sixty days have fallen overdue on their first day; that run is not measured."""
    from benchmarks.daily import county, ours
    from registry.ledger.actors import system_actor
    from registry.ledger.duties import run_duties

    day = county.LONG_AGO + timedelta(days=1)
    run_duties(ours.DUTIES, actor=system_actor(), on=day, since=day)


if __name__ == "__main__":
    main(int(sys.argv[1]))
