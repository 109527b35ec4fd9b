"""`GET /api/v1/workdays/?from=D&days=N[&count_first=1][&known_on=D]`: the calculator for machines (R29)."""

from django.db.models import Max

from cms.pages.calculating import MOST, calendar_of
from publicity.filtering import Parameter, day, whole
from registry.policy.calendars import arrangements_of
from registry.policy.models import CalendarDay, CalendarVersion, CalendarYear
from registry.policy.reached import as_json

FLAGS = {"0": False, "false": False, "1": True, "true": True}


def _flag(text):
    if text.lower() not in FLAGS:
        raise ValueError(f"“{text[:20]}”应为0或1。")
    return FLAGS[text.lower()]


PARAMETERS = (
    day("from", "从哪一天起算"),
    whole("days", f"几个工作日，1至{MOST}", MOST),
    Parameter(
        "count_first",
        "起算日是工作日的，1计入，0不计（不写为0）",
        {"type": "string", "enum": list(FLAGS)},
        _flag,
    ),
    day("known_on", "按哪一天已经公布的安排计算，不写为今天"),
)


def workdays(ask):
    """The window, day by day, with the arrangements it rests on, and when the calendar last changed."""
    given = ask.values
    calendar = calendar_of(given.get("known_on"))
    window = calendar.window(given["from"], given["days"], count_first=given.get("count_first", False))
    years = {mark.date.year for mark in window.days}
    papers = [_paper(row) for row in arrangements_of(years, known_on=given.get("known_on"))]
    return as_json(window) | {"arrangements": papers}, changed()


def changed():
    """When the calendar last changed."""
    moments = (
        model.history.aggregate(last=Max("history_date"))["last"]
        for model in (CalendarDay, CalendarYear, CalendarVersion)
    )
    return max(moment for moment in moments if moment)


def _paper(version):
    return {
        "year": version.calendar_year.year, "revision": version.revision, "title": version.title,
        "document_number": version.document_number, "known_on": version.known_on.isoformat(),
    }  # fmt: skip
