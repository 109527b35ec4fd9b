"""The calculator of the public pages: how many days after a day, by which calendar, and how that was reached."""

from datetime import date

from django import forms

from registry.history import clock
from registry.policy.calendars import arrangements_of, calendar_known_on, current_calendar
from registry.policy.dates import written
from registry.policy.reached import by_calendar_days, by_workdays, squares

from .days import DayField
from .forms import SpeakingForm

MOST = 2500
MOST_SHOWN = 370
WORKDAYS, EVERY_DAY = "workdays", "days"


def calendar_of(known):
    """The calendar in force, or as it was known on a day."""
    return calendar_known_on(known) if known else current_calendar()


class CalculatorForm(SpeakingForm):
    start = DayField(label="从哪一天起算", help_text="例如公示发布、文书送达、贷款到期的那一天。")
    days = forms.IntegerField(
        label="多少天", min_value=1, max_value=MOST_SHOWN,
        error_messages={
            "invalid": "“多少天”应为整数。", "min_value": "“多少天”至少为1。",
            "max_value": f"“多少天”最多{MOST_SHOWN}。更长的请分段计算。",
        },
    )  # fmt: skip
    unit = forms.ChoiceField(
        label="按什么计算", choices=[(WORKDAYS, "工作日（公示、陈述申辩、申辩）"), (EVERY_DAY, "自然日（逾期天数）")],
        initial=WORKDAYS, widget=forms.RadioSelect,
        error_messages={"invalid_choice": "“按什么计算”请选工作日或者自然日。"},
    )  # fmt: skip
    known_on = DayField(
        label="按哪一天已公布的安排计算", required=False,
        help_text="一般不填，按现行的安排。要核对以前的期限当时是怎么算的，填当时的日期。",
    )  # fmt: skip


def calculated(given, today) -> dict:
    """The answer to a filled form: end, sentence, squares, the papers it rests on."""
    start, days, known = given["start"], given["days"], given["known_on"]
    if given["unit"] == EVERY_DAY:
        end = date.fromordinal(start.toordinal() + days)
        line = by_calendar_days(
            f"第{days}日", "起算日当天不计，自次日起每一天都计入，不因周末和节假日推迟。", start, end
        )
        papers = []
    else:
        window = calendar_of(known).window(start, days)
        line = by_workdays(
            f"第{days}个工作日", "起算日当天不计，自次日起只计工作日，最后一日24时届满。", window
        )
        papers = arrangements_of({mark.date.year for mark in window.days}, known_on=known)
    return {
        "line": line, "squares": squares(line.days, today), "papers": papers,
        "sentence": f"从{written(start)}起算，{line.title}是", "past": line.end < today,
    }  # fmt: skip


def page_context(query) -> dict:
    """What the page shows for the query as typed."""
    today = clock.today()
    asked = query if "start" in query or "days" in query else None
    form = CalculatorForm(asked, initial={"start": today, "days": 10})
    answer = calculated(form.cleaned_data, today) if asked is not None and form.is_valid() else None
    official = sorted(current_calendar().official_years)
    years = [year for year in (today.year - 1, today.year, today.year + 1) if year in official]
    return {
        "form": form, "answer": answer, "papers": arrangements_of(years),
        "missing": [year for year in (today.year, today.year + 1) if year not in official],
    }  # fmt: skip
