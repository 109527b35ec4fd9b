"""Working days by the lists that had been made public: a plain walk from day to day (民法典第二百零一条、第二百零三条)."""

from datetime import date, timedelta

DAY = timedelta(days=1)
SOLAR_FEASTS = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


class Almanac:
    """The arrangements known so far: year -> (days off, days worked in spite of the week)."""

    def __init__(self):
        self.years = {}

    def arrange(self, year, off, on):
        """A year's list was made public; a later one of the same year takes its place."""
        self.years[year] = (frozenset(off), frozenset(on))

    def works(self, day) -> bool:
        plain = day.weekday() < 5
        if day.year not in self.years:
            return plain and (day.month, day.day) not in SOLAR_FEASTS
        off, on = self.years[day.year]
        return day in on or (plain and day not in off)

    def nth(self, day, n) -> date:
        """The n-th working day after `day`, that day itself not counted."""
        while n:
            day += DAY
            n -= self.works(day)
        return day

    def between(self, after, until) -> list[date]:
        """Working days after `after`, up to and with `until`."""
        days = (after + DAY * n for n in range(1, (until - after).days + 1))
        return [day for day in days if self.works(day)]

    def certain(self, first, last) -> bool:
        """Whether every year from `first` to `last` has its list."""
        return all(year in self.years for year in range(first.year, last.year + 1))


def months_after(day, months) -> date:
    """The same day so many months later, or the last of a shorter month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = total // 12, total % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(day)
