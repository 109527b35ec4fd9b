"""What is made and read by the thousand is what the model itself makes and reads."""

from datetime import date
from decimal import Decimal

import pytest

from registry.history.making import loaded, made
from registry.lending.models import CreditLine, LoanNote, Position
from registry.parties.models import Business, Institution, Qualification
from tests import builders
from tests.lending import scenes

pytestmark = pytest.mark.django_db


def inside(record):
    return {name: value for name, value in vars(record).items() if name != "_state"}


def test_an_object_made_is_the_one_the_model_makes():
    given = {"note_no": "JJ1", "bank_id": 7, "amount": Decimal("1.00"), "start_on": date(2026, 6, 1)}
    bank = Institution(code="X")
    ours, theirs = made(LoanNote, given, {"bank": bank}), LoanNote(**given)
    assert inside(ours) == inside(theirs)
    assert (ours._state.adding, ours._state.db) == (theirs._state.adding, theirs._state.db)
    assert ours.bank is bank and made(LoanNote, given)._state.fields_cache == {}


def test_rows_loaded_are_the_rows_iterated():
    scenes.lent()
    for model in (Business, Institution, Qualification, CreditLine, LoanNote, Position):
        read, iterated = list(loaded(model.objects.order_by("pk"))), list(model.objects.order_by("pk"))
        assert read and [inside(one) for one in read] == [inside(one) for one in iterated]
        assert [type(value) for value in inside(read[0]).values()] == [
            type(value) for value in inside(iterated[0]).values()
        ]
        assert (read[0]._state.adding, read[0]._state.db) == (False, iterated[0]._state.db)


def test_many_numbers_and_words_are_asked_for_by_one_parameter():
    pks = [builders.institution(code).pk for code in ("A1", "A2", "A3")]
    assert set(Institution.objects.filter(pk__among=pks[:2]).values_list("code", flat=True)) == {
        "A1",
        "A2",
    }
    odd = ["A3", "”'\\{}", "没有"]
    assert list(Institution.objects.filter(code__among=odd).values_list("code", flat=True)) == ["A3"]
