"""The measuring process: a database of its own, figures as one line of JSON. Started by `figures`."""

import json
import os
import sys
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def booked(content, bank, clerk):
    """Upload to booked, as page and command do it."""
    from benchmarks.ledger.workbook import TODAY
    from imports.uploading import confirm, stage

    upload = stage("贷款台账.xlsx", content, bank=bank, actor=clerk, today=TODAY)
    return confirm(upload, actor=clerk, today=TODAY)


def measured(large, small, warm, rows):
    """Seconds of processor of each way, peak memory in MB of this process and of its children, and what became of the rows."""
    from benchmarks.ledger.county import bank_and_clerk, settle
    from benchmarks.ledger.spent import peak, seconds

    settle(rows)
    many, few, little = (Path(path).read_bytes() for path in (large, small, warm))
    ours, other = bank_and_clerk("LARGE"), bank_and_clerk("SMALL")
    booked(little, *bank_and_clerk("WARM"))
    found = {"small": seconds(lambda: booked(few, *other))}
    found["first"] = seconds(lambda: _kept(found, "first_rows", booked(many, *ours)))
    found["again"] = seconds(lambda: _kept(found, "again_rows", booked(many, *ours)))
    found["memory"] = peak()
    found["grown"] = _once(few, "GROWN")
    found["floor"] = _floor(many)
    return found


def beside(small, warm, rows):
    """The stock way, and the median of six of ours, three on each side of it: neighbours come and go.

    In a database where nothing is booked yet but theirs and ours: a large register takes its rows slower.
    """
    from benchmarks.ledger.county import bank_and_clerk, settle

    settle(rows)
    few = Path(small).read_bytes()
    booked(Path(warm).read_bytes(), *bank_and_clerk("WARM"))
    ours = [_once(few, f"BEFORE{turn}") for turn in range(3)]
    stock = _stock(few)
    ours += [_once(few, f"AFTER{turn}") for turn in range(3)]
    return {"stock": stock, "beside": median(ours)}


def _once(few, code):
    from benchmarks.ledger.county import bank_and_clerk
    from benchmarks.ledger.spent import seconds

    bank, clerk = bank_and_clerk(code)
    return seconds(lambda: booked(few, bank, clerk))


def _kept(found, key, upload):
    found[key] = {
        name: getattr(upload, name) for name in ("created", "updated", "unchanged", "rejected", "status")
    }


def _floor(content):
    from benchmarks.ledger.county import bank_and_clerk
    from benchmarks.ledger.floor import floor, take_back
    from benchmarks.ledger.spent import seconds
    from registry.parties.models import Business

    business, (bank, _) = dict(Business.objects.values_list("uscc", "pk")), bank_and_clerk("FLOOR")
    spent, left = [], []
    for _ in range(3):
        spent.append(seconds(lambda: left.append(floor(content, bank, business))))
        take_back(left.pop())
    return min(spent)


def _stock(content):
    from benchmarks.ledger.spent import seconds
    from benchmarks.ledger.stock import make_tables, stock, superuser

    make_tables()
    person = superuser()
    return seconds(lambda: stock(content, person))


def main(*files, rows):
    """All ways of one long file, or with two files only the stock way beside ours."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    import django

    django.setup()
    from registry.workbooks import child

    child.CHILD_WALL_SECONDS = 3000  # by the clock neighbours count too; processor and memory stay bounded
    print(json.dumps((measured if len(files) > 2 else beside)(*files, int(rows))))


if __name__ == "__main__":
    main(*sys.argv[1:-1], rows=sys.argv[-1])
