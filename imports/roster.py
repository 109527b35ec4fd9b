"""Taking over an existing roster of recognised businesses: all rows or none, twice is once (interfaces: load_roster)."""

import uuid
from dataclasses import dataclass

from django.db import transaction

from registry.history.errors import Refusal
from registry.ledger.doors import require
from registry.policy.dates import written
from registry.workbooks.reading import read_sheet

from .sheets.grids import known_words
from .sheets.roster import REASON, RosterResource
from .sheets.running import book

SOURCE, MOST = "load_roster", 20_000


@dataclass(frozen=True)
class Taken:
    """How many rows were read, newly taken over, changed in their particulars, and known already."""

    rows: int
    created: int
    updated: int
    unchanged: int


@transaction.atomic
def take_over_roster(name, content, *, recognised_on, actor, today) -> Taken:
    """Register the businesses of the file and their recognition on `recognised_on`. Raises Refusal with every reason."""
    require(actor, "imports.upload_roster", "接收名册")
    if recognised_on > today:
        raise Refusal(f"认定日期{written(recognised_on)}晚于今天{written(today)}。请核对。")
    resource = RosterResource(actor=actor, today=today, recognised_on=recognised_on)
    resource.MOST = MOST
    sheet = read_sheet(name, content, known_words(resource.columns))
    outcome = book(resource, sheet, source=f"{SOURCE}:{uuid.uuid4().hex}", reason=REASON)
    return Taken(
        len(outcome.rows), outcome.count("new"), outcome.count("changed"), outcome.count("unchanged")
    )
