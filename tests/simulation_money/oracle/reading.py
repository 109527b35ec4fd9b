"""A17 read slowly: which arrears a note has had, each by looking through everything the bank said, day by day."""

from dataclasses import dataclass
from datetime import date, timedelta

ONE = timedelta(days=1)
FOR_EVER = date.max


@dataclass(frozen=True)
class Arrears:
    """Unpaid since the due day `since`, last said to be so as of `said`; something else was said as of `over`."""

    since: date
    said: date
    over: date | None

    def unpaid_on(self, day, today):
        """Whether the bank's words say that it was unpaid on `day` (R65): said then or later, or not said to be over yet."""
        return day <= self.said or (self.over is None and day <= today)

    def meets(self, since, over):
        """Whether both were unpaid on one and the same day."""
        return self.since < (over or FOR_EVER) and since < (self.over or FOR_EVER)


def arrears_of(said):
    """All arrears told by {as of: unpaid since or None}, the last word for each day (R70).

    An unpaid day stands unless a later word speaks of an earlier one; its arrears are over with the first other word
    after its last mention.
    """
    told, found = sorted(said.items()), []
    for since in sorted({since for _, since in told if since}):
        last = max(as_of for as_of, word in told if word == since)
        after = [(as_of, word) for as_of, word in told if as_of > last]
        if not any(word and word < since for _, word in after):
            found.append(Arrears(since, last, after[0][0] if after else None))
    return found
