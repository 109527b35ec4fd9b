"""What the boards show: a round's whole state, and who owes an opinion since when. Counted from rows (R02, R25, R26)."""

from datetime import timedelta

from django.db.models import Count, Min, Q

from registry.parties.models import Institution
from registry.parties.places import PLACES

from . import moves
from .models import DepartmentOpinion

REACHED = ("recognised",)
ON_THE_WAY = ("screened", "approved", "in_publicity", "held")
AGES = ((0, 7, "7天以内"), (8, 15, "8至15天"), (16, 30, "16至30天"), (31, None, "30天以上"))


def by_state(round):
    """(status, label, count) of every state that occurs, in the order of the table."""
    counts = dict(round.applications.order_by().values_list("status").annotate(Count("pk")))
    return [(code, label, counts[code]) for code, label in moves.APPLICATION.states.items() if code in counts]


def by_town(round):
    """(code, name, all, handed in and undecided, recognised), the largest first."""
    rows = round.applications.order_by().values("business__town").annotate(
        total=Count("pk"),
        running=Count("pk", filter=Q(status__in=("submitted", "supplement", "screening", *ON_THE_WAY))),
        done=Count("pk", filter=Q(status__in=REACHED)),
    )  # fmt: skip
    named = [
        (
            r["business__town"],
            PLACES.get(r["business__town"], "未填所属镇"),
            r["total"],
            r["running"],
            r["done"],
        )
        for r in rows
    ]
    return sorted(named, key=lambda row: (-row[2], row[0]))


def by_department(round, today):
    """Per institution: asked, answered, open, late, oldest question still open."""
    rows = DepartmentOpinion.objects.filter(application__round=round, standing=True)
    return _owed(rows.exclude(application__status="withdrawn"), today)


def who_owes(opinions, today):
    """The ageing board: per institution what is open, since when, and how late; whoever owes nothing is left out."""
    owed = opinions.order_by().filter(
        standing=True, answer="", application__status__in=("screening", "screened", "approved")
    )
    rows = [row for row in _owed(owed, today) if row["open"]]
    return sorted(rows, key=lambda row: (-row["late"], row["oldest"]))


def _owed(opinions, today):
    silent = Q(answer="", application__status__in=("screening", "screened", "approved"))
    counted = opinions.order_by().values("institution").annotate(
        asked=Count("pk"), answered=Count("pk", filter=~Q(answer="")), open=Count("pk", filter=silent),
        late=Count("pk", filter=silent & Q(due_on__lt=today)), oldest=Min("asked_on", filter=silent),
        due=Min("due_on", filter=silent),
    )  # fmt: skip
    bodies = Institution.objects.in_bulk([row["institution"] for row in counted])
    rows = [{**row, "body": bodies[row["institution"]]} for row in counted]
    for row in rows:
        row["days"] = (today - row["oldest"]).days if row["oldest"] else None
        row["late_days"] = max((today - row["due"]).days, 0) if row["due"] else 0
    return sorted(rows, key=lambda row: row["body"].order)


def ages(round, today):
    """(label, first day, last day, count) of undecided applications by days since they were received."""
    waiting = round.applications.filter(status__in=("submitted", "supplement", "screening", "screened"))
    found = []
    for least, most, label in AGES:
        newest = today - timedelta(days=least)
        oldest = today - timedelta(days=most) if most is not None else None
        rows = waiting.filter(received_on__lte=newest)
        rows = rows.filter(received_on__gte=oldest) if oldest else rows
        found.append((label, oldest, newest, rows.count()))
    return found


def targets(round, terms):
    """Progress against R02 (A08: a target, never a limit): label, kind, target, recognised, on the way, percent."""
    wanted = (
        ("信用企业", "enterprise", terms.target_enterprises),
        ("信用个体工商户", "individual", terms.target_individuals),
    )
    return [_progress(round, *line) for line in wanted]


def _progress(round, label, kind, target):
    mine = round.applications.filter(business__kind=kind)
    done, coming = mine.filter(status__in=REACHED).count(), mine.filter(status__in=ON_THE_WAY).count()
    share = lambda n: min(100, round_half(n, target))  # noqa: E731
    return {
        "label": label, "kind": kind, "target": target, "done": done, "coming": coming, "done_percent": share(done),
        "coming_percent": min(100 - share(done), round_half(coming, target)),
    }  # fmt: skip


def round_half(part, whole):
    """Whole percent, halves up; 0 where there is no target."""
    return (200 * part + whole) // (2 * whole) if whole else 0
