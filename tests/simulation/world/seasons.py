"""The half-yearly rounds of a long life, and what happens to businesses in between."""

from registry.ledger.actors import system_actor
from registry.parties.standing import take_over

from . import calendars, people

ROUNDS = (5, 12)


class Living:
    def plan_years(self, first, last):
        """Rounds, invented calendars and a roster taken over, for the years from `first` to `last`."""
        for n in range(4):
            self.take_over(individual=n % 2 == 1)
        for year in range(first, last + 1):
            for month in ROUNDS:
                self._plan_round(year, month)
        known = {year for _, year, *_ in self.coming} | set(self.lists)
        for year in range(first, last + 2):
            if year not in known:
                self.coming.append(self._invented(year))
        self.coming.sort(key=lambda line: (line[0], line[1]))

    def take_over(self, *, individual=False):
        """A business recognised before the register was kept."""
        subject = self.new_business(individual=individual)
        given = {"batch": "名册", "recognised_on": self.day, "actor": system_actor(), "today": self.day}
        take_over(subject, reason="名册接收", **given)
        self.oracle.qualified(subject.uscc)
        return subject.uscc

    def _invented(self, year):
        """Made public in November or December, in an odd year not before the last days of December."""
        day = self.start.replace(year=year - 1, month=11, day=self.rng.randint(5, 28))
        if year % 2:
            day = day.replace(month=12, day=self.rng.randint(10, 31))
        return (
            day,
            year,
            calendars.invented(year, self.rng),
            f"国办发明电〔{year - 1}〕{self.rng.randint(10, 60)}号",
        )

    def _plan_round(self, year, month):
        day = self.start.replace(year=year, month=month, day=self.rng.randint(3, 28))
        if day >= self.start:
            self.agenda.setdefault(day, []).append(self.hold_round)

    def hold_round(self):
        """Applications decided today, some of them put on notice in the weeks that follow, some kept for a supplement."""
        apps = [self._approved(n) for n in range(self.rng.choice(self.profile.entries) + 1)]
        self.spare = apps[-1:]
        self.later(self.rng.choice((0, 1, 7, 15, 20)), lambda: self.publish(apps[:-1]))

    def _approved(self, n):
        return people.approved(self.new_business(individual=n % 2 == 1), self.day).pk

    def fate(self):
        """Now and then a condition is broken, or a business proposed for the blacklist."""
        if self.chance(self.profile.cancels):
            standing = [
                code
                for code, state in sorted(self.oracle.standing.items())
                if state in ("qualified", "warned")
            ]
            if standing:
                self.break_condition(self.rng.choice(standing))
        if self.chance(self.profile.cases):
            free = self.codes_free()
            if free:
                self.propose_case(self.rng.choice(free))
