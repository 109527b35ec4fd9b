"""`GET /api/v1/workdays/?from=D&days=N[&count_first=1][&known_on=D]`: the calculator for machines (R29)."""

from django.db.models import Max

from cms.pages.calculating import MOST, calendar_of
from cms.pages.days import EARLIEST, LATEST, asked_day
from registry.policy.calendars import arrangements_of
from registry.policy.models import CalendarDay, CalendarVersion, CalendarYear
from registry.policy.reached import as_json

from .answers import Problem, public_json

PARAMETERS = ("from", "days", "count_first", "known_on")
FLAGS = {"": False, "0": False, "false": False, "1": True, "true": True}


@public_json
def workdays(request):
    """200 the window, day by day; 400 with every reason."""
    problems = []
    start = _day(request, "from", problems)
    known = _day(request, "known_on", problems) if request.GET.get("known_on") else None
    days, first = request.GET.get("days", ""), request.GET.get("count_first", "").lower()
    if not (days.isascii() and days.isdecimal() and 1 <= int(days[:9]) <= MOST):
        problems.append(f"参数 days：“{days[:20]}”应为1至{MOST}之间的整数。")
    if first not in FLAGS:
        problems.append(f"参数 count_first：“{first[:20]}”应为0或1。")
    problems += [f"没有名为“{name[:20]}”的参数。" for name in request.GET if name not in PARAMETERS]
    if problems:
        raise Problem(400, "参数有误", *problems)
    calendar = calendar_of(known)
    window = calendar.window(start, int(days), count_first=FLAGS[first])
    papers = [
        _paper(row) for row in arrangements_of({mark.date.year for mark in window.days}, known_on=known)
    ]
    return as_json(window) | {"arrangements": papers}, changed()


def changed():
    """When the calendar last changed."""
    moments = (
        model.history.aggregate(last=Max("history_date"))["last"]
        for model in (CalendarDay, CalendarYear, CalendarVersion)
    )
    return max(moment for moment in moments if moment)


def _day(request, name, problems):
    given = request.GET.get(name, "")
    day = asked_day(given)
    if day is None:
        problems.append(
            f"参数 {name}：“{given[:20]}”应为{EARLIEST.year}年至{LATEST.year}年之间的日期，写作 2026-05-08。"
        )
    return day


def _paper(version):
    return {
        "year": version.calendar_year.year, "revision": version.revision, "title": version.title,
        "document_number": version.document_number, "known_on": version.known_on.isoformat(),
    }  # fmt: skip
