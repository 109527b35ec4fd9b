"""A note one bank drops while another reports the same loan: asked of the office, told to neither bank (R70)."""

from datetime import date
from decimal import Decimal

import pytest

from cms.duties import bring_to
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message
from registry.lending.models import MovedNote
from registry.lending.returns.moved import confirm, dismiss
from tests import builders

from .scenes import booked, moves, told

pytestmark = pytest.mark.django_db
OTHER = builders.INDIVIDUAL_CODES[0]
LATER = date(2026, 6, 20)


def another(day, **given):
    """Another loan of bank NSH, so that it keeps reporting."""
    business = builders.qualified(OTHER)
    few = {"loan_amount": Decimal("100000"), "balance": Decimal("100000")}
    return booked(
        day, business=business, note_no="JJ777", contract_no="HT777", source="upload:3", **few, **given
    )


def moved(dropped=True, **given):
    """JJ001 at NSH in May; ZGYH reports the same loan in June; NSH goes on reporting, without JJ001 when `dropped`."""
    booked(date(2026, 5, 20))
    another(date(2026, 5, 20))
    bring_to(date(2026, 5, 20))
    booked(date(2026, 6, 10), bank="ZGYH", source="upload:4", **given)
    another(LATER)
    if not dropped:
        booked(LATER, source="upload:5")
    return bring_to(LATER, since=LATER)


def test_it_is_asked_once_of_the_office_naming_both():
    report = moved()
    found = MovedNote.objects.get()
    assert (found.old.bank.code, found.new.bank.code, found.found_on, found.status) == (
        "NSH",
        "ZGYH",
        LATER,
        "open",
    )
    assert [e["duty"] for e in report.effects].count("returns.moved") == 1
    assert "NSH机构" in Message.objects.get(kind="returns.moved").body
    assert bring_to(LATER, since=LATER).effects == [] and told("returns.moved", "OFFICE") == [LATER]


def test_neither_bank_hears_of_it_nor_the_guarantor():
    moved()
    assert set(Message.objects.filter(kind="returns.moved").values_list("recipient_code", flat=True)) == {
        "OFFICE"
    }
    for person in (
        builders.bank_maker(),
        builders.bank_maker("ZGYH"),
        builders.guarantor(),
        builders.leader(),
    ):
        assert not MovedNote.objects.visible_to(person).exists()
    for person in (builders.clerk(), builders.head(), builders.auditor()):
        assert MovedNote.objects.visible_to(person).count() == 1
    bodies = Message.objects.filter(recipient_code="ZGYH").values_list("body", flat=True)
    assert not [body for body in bodies if "NSH" in body]


@pytest.mark.parametrize(
    ("given", "dropped"),
    [
        ({}, False),
        ({"loan_amount": Decimal("1000001"), "balance": Decimal("900000")}, True),
        ({"start": date(2026, 5, 5)}, True),
        ({"as_of": date(2026, 5, 20)}, True),
    ],
    ids=["still reported", "another amount", "another first day", "not later"],
)
def test_what_is_no_such_thing(given, dropped):
    moved(dropped, **given)
    assert not MovedNote.objects.exists()


def test_a_bank_that_reports_nothing_any_more_has_dropped_nothing():
    booked(date(2026, 5, 20))
    booked(date(2026, 6, 10), bank="ZGYH", source="upload:4")
    bring_to(LATER, since=LATER)
    assert not MovedNote.objects.exists()


@pytest.mark.parametrize(("verb", "state"), [(confirm, "moved"), (dismiss, "apart")])
def test_the_office_answers_with_its_reason_and_is_not_asked_again(verb, state):
    moved()
    found = MovedNote.objects.get()
    with pytest.raises(Refusal, match="理由"):
        verb(found, actor=builders.clerk(), today=LATER, reason=" ")
    with pytest.raises(NotAllowed):
        verb(found, actor=builders.bank_maker(), today=LATER, reason="我行的")
    verb(found, actor=builders.clerk(), today=LATER, reason="已向两行核实")
    found.refresh_from_db()
    assert (found.status, found.answered_on) == (state, LATER)
    assert bring_to(LATER, since=LATER).effects == []


def test_settled_at_the_old_bank_the_question_lapses():
    moved()
    booked(date(2026, 6, 25), source="upload:6", balance=Decimal(0))
    bring_to(date(2026, 6, 25), since=date(2026, 6, 25))
    found = MovedNote.objects.get()
    assert found.status == "lapsed" and moves(found)[-1] == ("lapse", date(2026, 6, 25))
