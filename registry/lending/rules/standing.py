"""R58: a note belongs to 信保贷 only when its business was 信用企业（户） on the day it was drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from registry.policy.answers import Reason
from registry.policy.dates import written


@dataclass(frozen=True)
class Span:
    """One recognition: in force from `since` until the day before `until` (None: still)."""

    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def standing_problems(start: date, spans: Iterable[Span], *, name: str) -> list[Reason]:
    """Why a note drawn on `start` may not be booked.

    | recognised on or before `start` | cancelled on or before `start` | answer |
    |---------------------------------|--------------------------------|--------|
    | yes                             | no                             | yes    |
    | yes                             | yes                            | no     |
    | later                           | –                              | no: the note is older than the qualification |
    | never                           | –                              | no     |
    """
    spans = list(spans)
    for span in spans:
        if span.covers(start):
            return []
    spans.sort(key=lambda span: span.since)
    earlier = [span for span in spans if span.until and span.until <= start]
    if earlier:
        text = f"{name}已于{written(earlier[-1].until)}被取消信用资格，放款日{written(start)}在其后，不得新发放“信保贷”。"
    elif spans:
        text = f"{name}于{written(spans[0].since)}认定为信用企业（户），放款日{written(start)}在认定之前，不属于“信保贷”借据。"
    else:
        text = f"{name}不是信用企业（户），其借据不属于“信保贷”。"
    return [
        Reason(f"{text}请核对放款日和客户；属于普通贷款的，请从台账中删去这一行。", "R58", "not-qualified")
    ]
