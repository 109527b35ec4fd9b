"""Special days 2019–2026, transcribed from chinesecalendar; what it says is to be checked against the originals."""

from datetime import date

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


# Year -> its arrangements in order: document number, day it was made public, its own title where that differs.
ARRANGEMENTS = {
    2019: (
        ("国办发明电〔2018〕15号", date(2018, 12, 6), ""),
        ("国办发明电〔2019〕3号", date(2019, 3, 22), "国务院办公厅关于调整2019年劳动节假期安排的通知"),
    ),
    2020: (
        ("国办发明电〔2019〕16号", date(2019, 11, 21), ""),
        ("国办发明电〔2020〕1号", date(2020, 1, 27), "国务院办公厅关于延长2020年春节假期的通知"),
    ),
    2021: (("国办发明电〔2020〕27号", date(2020, 11, 25), ""),),
    2022: (("国办发明电〔2021〕11号", date(2021, 10, 25), ""),),
    2023: (("国办发明电〔2022〕16号", date(2022, 12, 8), ""),),
    2024: (("国办发明电〔2023〕7号", date(2023, 10, 25), ""),),
    2025: (("国办发明电〔2024〕12号", date(2024, 11, 12), ""),),
    2026: (("国办发明电〔2025〕7号", date(2025, 11, 4), ""),),
}
# What the first arrangement said before the second: day -> kind and name, None for a plain day.
_BEFORE = {
    2019: dict.fromkeys([date(2019, 4, 28), *(date(2019, 5, n) for n in (2, 3, 4, 5))]),
    2020: {date(2020, 1, 31): None, date(2020, 2, 1): (WORKDAY, "春节"), date(2020, 2, 2): None},
}


def calendar_versions() -> list[dict]:
    """Every arrangement of 2019–2026 as it was announced, the amended years twice."""
    found = []
    for year, papers in ARRANGEMENTS.items():
        now = {row["date"]: (row["kind"], row["name"]) for row in calendar_days() if row["date"].year == year}
        for revision, (number, known_on, own) in enumerate(papers, start=1):
            said = now if revision == len(papers) else now | _BEFORE[year]
            found.append(
                {
                    "year": year, "revision": revision, "document_number": number, "title": own or title(year),
                    "known_on": known_on, "entries": packed((d, *mark) for d, mark in said.items() if mark),
                }
            )  # fmt: skip
    return found


def packed(entries) -> list[list]:
    """(day, kind, name) as a version keeps them: in order, days as text."""
    return [[day.isoformat(), kind, name] for day, kind, name in sorted(entries)]
