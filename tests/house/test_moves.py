"""Every move against every state: legal ones are exactly those of the table; all others are refused in a sentence."""

import pytest
from django.apps import apps

from registry.ledger.doors import may_happen
from registry.ledger.errors import IllegalMove
from registry.ledger.moves import all_tables

EXPECTED = {
    "screening.application", "parties.qualification", "publicity.notice", "publicity.noticeentry",
    "publicity.objection", "lending.creditline", "lending.loannote", "lending.overdueepisode",
    "lending.compensationclaim", "sanctions.blacklistcase",
}  # fmt: skip


def test_the_ten_lives_of_the_policy_have_tables():
    assert {table.model for table in all_tables()} >= EXPECTED


@pytest.mark.parametrize("table", list(all_tables()), ids=lambda table: table.model)
def test_a_move_starts_from_its_sources_only(table):
    wrong = [
        (move.name, state)
        for move in table.moves
        for state in table.states
        if not _starts_rightly(table, move, state)
    ]
    assert not wrong


def _starts_rightly(table, move, state):
    """Allowed from its sources; from anywhere else refused in a sentence that names both."""
    record = apps.get_model(table.model)()
    record.__dict__["status"] = state
    try:
        may_happen(_named(record), move, table, reason="理由")
    except IllegalMove as refused:
        return state not in move.sources and all(
            label in str(refused) for label in (table.label(state), move.label)
        )
    return state in move.sources


@pytest.mark.parametrize(
    ("table", "move"),
    [(t, m) for t in all_tables() for m in t.moves if m.needs_reason],
    ids=lambda x: getattr(x, "name", getattr(x, "model", "")),
)
def test_a_move_that_needs_a_reason_is_refused_without_one(table, move):
    record = apps.get_model(table.model)()
    record.__dict__["status"] = move.sources[0]
    with pytest.raises(Exception, match="理由"):
        may_happen(_named(record), move, table, reason="  ")


def test_every_state_but_the_first_can_be_reached():
    for table in all_tables():
        reached = {table.initial} | {move.target for move in table.moves}
        assert reached == set(table.states), table.model


class _Named:
    """A record that can be named without its relations."""

    def __init__(self, record):
        self.__dict__["record"] = record

    def __getattr__(self, name):
        return getattr(self.record, name)

    def __str__(self):
        return "某记录"


def _named(record):
    return _Named(record)
