"""One process, one database: fills a county, takes one day of the timer and takes it back, then the raw SQL for the same rows."""

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

    call_command("migrate", verbosity=0)
    from benchmarks.daily import county, floor
    from benchmarks.ledger.county import bank_and_clerk, settle

    settle(count)
    bank, _ = bank_and_clerk("DAILY")
    changing = count // 100
    county.fill(bank, 0, count // 10, changing=changing)
    _aged()
    small = floor.day_of_ours()
    county.fill(bank, count // 10, count, changing=changing)
    floor.analyse()
    large = floor.day_of_ours()
    print(json.dumps({
        "ours": large.spent, "statements": large.statements, "statements_small": small.statements,
        "rows": sum(len(rows) for rows in large.written.values()), "floor": floor.raw(large),
    }))  # fmt: skip


def _aged():
    """Notes unpaid for sixty days have fallen overdue on their first day; that run is not measured."""
    from benchmarks.daily import county, floor
    from registry.ledger.actors import system_actor
    from registry.ledger.duties import run_duties

    day = county.LONG_AGO + timedelta(days=1)
    run_duties(floor.DUTIES, actor=system_actor(), on=day, since=day)


if __name__ == "__main__":
    main(int(sys.argv[1]))
