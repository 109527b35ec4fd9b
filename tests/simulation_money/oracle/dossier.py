"""The compensation file (R46, R66) and a claim that waits with its bank (A23), read from decision 0047's list alone."""

from datetime import timedelta

ONE = timedelta(days=1)
STAGES = (1, 30, 45, 55)
REPORT_BY = (
    5  # the first paper whose last day comes: the report of day 1, which no bank of these worlds makes
)
REMIND, CLIMB = 5, 10


class File:
    """Of one run of arrears: opened within `opened`, told of at stages {stage: (basis, within)}."""

    def __init__(self, basis, opened):
        self.basis, self.opened, self.stages = basis, opened, {}

    def stage(self, since, today):
        """The stage reached and not told of; found late, only the newest. None for none."""
        come = [stage for stage in STAGES if since + timedelta(days=stage) <= today]
        return come[-1] if come and come[-1] > max(self.stages, default=0) else None

    def next_days(self, since):
        told = max(self.stages, default=0)
        yield from (since + timedelta(days=stage) for stage in STAGES if stage > told)

    def told(self, episode, today):
        """{(): of the file, (stage,): of what was told}. Nothing is ever put in: red from the first last day on."""
        days = (today - episode.since).days
        light = "red" if days >= REPORT_BY else "amber"
        found = {
            (): {
                "opened": self.basis, "opened_done": self.opened, "opened_times": 1,
                "light": light if episode.unpaid else "grey",
            },
        }  # fmt: skip
        for stage, (basis, done) in self.stages.items():
            found[stage,] = {"reminded": basis, "reminded_done": done, "reminded_times": 1}
        return found


class Claim:
    """Drafted on `drafted` and never lodged: its bank is reminded, then its superior told; it falls away with the arrears."""

    def __init__(self, episode, drafted):
        self.episode, self.drafted, self.withdrawn, self.levels = episode, drafted, False, {}

    def follow(self):
        self.withdrawn = self.withdrawn or not self.episode.unpaid

    def level(self, today):
        """The level reached and not told of; found late, only the newest. None for none."""
        days = (today - self.drafted).days
        level = 1 + days // CLIMB if days >= CLIMB else int(days >= REMIND)
        return None if self.withdrawn or level <= max(self.levels, default=0) else level

    def day_of(self, level):
        return self.drafted + timedelta(days=REMIND if level == 1 else (level - 1) * CLIMB)

    def next_days(self):
        if not self.withdrawn:
            yield self.day_of(max(self.levels, default=0) + 1)

    def told(self):
        """{(): of the claim, (level,): of what was told}."""
        found = {(): {"state": "withdrawn" if self.withdrawn else "draft"}}
        for level, done in self.levels.items():
            found[level,] = {"climbed": self.day_of(level), "climbed_done": done, "climbed_times": 1}
        return found
