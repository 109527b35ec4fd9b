"""Special days 2019–2026, transcribed from chinesecalendar; what it says is to be checked against the originals."""

from chinese_calendar import constants

from .workdays import HOLIDAY, WORKDAY

YEARS = range(2019, 2027)
_VERSION = "chinesecalendar 1.11.0"
_NAMES = {holiday.value: holiday.chinese for holiday in constants.Holiday} | {
    constants.Holiday.tomb_sweeping_day.value: "清明节",
    constants.Holiday.dragon_boat_festival.value: "端午节",
    constants.Holiday.mid_autumn_festival.value: "中秋节",
}


def title(year: int) -> str:
    return f"国务院办公厅关于{year}年部分节假日安排的通知"


def source(year: int) -> str:
    return f"{title(year)}（由 {_VERSION} 转录，待与原文核对）"


def calendar_years() -> list[dict]:
    """2019–2026 official, the year after them known to be missing."""
    official = [
        {"year": year, "coverage": "official", "title": title(year), "source": source(year), "revision": 1}
        for year in YEARS
    ]
    return [*official, {"year": YEARS.stop, "coverage": "missing"}]


def calendar_days() -> list[dict]:
    """Every day of a holiday (weekends inside it too, for their name) and every make-up working day."""
    tables = ((HOLIDAY, constants.holidays), (WORKDAY, constants.workdays))
    return [
        {"date": day, "kind": kind, "name": _NAMES[name], "source": source(day.year)}
        for kind, table in tables
        for day, name in sorted(table.items())
        if day.year in YEARS
    ]
