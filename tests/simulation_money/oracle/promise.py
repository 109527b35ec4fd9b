"""Promises to pay (R43): kept or broken by what the bank had said by the promised day, judged anew while that may change."""

from datetime import timedelta

ONE = timedelta(days=1)
LOOKED_AT = timedelta(days=400)  # after the promised day; what is corrected later changes nothing


class Promise:
    """Made on `made` for some arrears, to pay by `by`. Nobody in these worlds pays a part: what counts is that the arrears are over."""

    def __init__(self, episode, made, by):
        self.episode, self.made, self.by = episode, made, by
        self.state, self.judged, self.times = "open", None, 0

    def wanted(self, said):
        """What the words {as of: unpaid since or None} make of it."""
        if self.episode.voided:
            return "dropped" if self.state == "open" else self.state
        told = [as_of for as_of in said if self.made < as_of <= self.by]
        last = said[max(told)] if told else self.episode.since
        return "kept" if last is None or last > self.episode.since else "broken"

    def waits(self, said, today):
        """Whether a run on `today` judges it."""
        if self.state == "dropped" or self.by >= today:
            return False
        return (self.state == "open" or self.by >= today - LOOKED_AT) and self.wanted(said) != self.state

    def judge(self, said, done):
        self.state, self.judged, self.times = self.wanted(said), done, self.times + 1

    def told(self):
        judged = self.by + ONE if self.times else None
        return {"state": self.state, "judged": judged, "judged_done": self.judged, "judged_times": self.times}
