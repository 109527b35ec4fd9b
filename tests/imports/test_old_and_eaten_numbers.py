"""Old registration numbers are aliases; an eaten credit code is proposed, never filled in; strangers stay unknown (D4, ACC-5)."""

import pytest

from imports.models import StagedRow
from imports.proposing import surviving
from imports.uploading import confirm, stage
from registry.lending.models import LoanNote
from tests import builders
from tests.imports.test_uploading import DAY, file_of, row

pytestmark = pytest.mark.django_db
LEGACY, DIGITS = "110108000000016", "911506270000000018"


def sent(**given):
    """The one row of a file as it was staged."""
    upload = stage(
        "台账.csv",
        file_of(row(**given)),
        bank=builders.institution("NSH"),
        actor=builders.bank_maker(),
        today=DAY,
    )
    return upload, StagedRow.objects.get()


def test_an_old_number_is_an_alias_that_asks_for_a_look():
    business = builders.qualified(legacy_number=LEGACY)
    upload, told = sent(uscc=LEGACY)
    (warning,) = told.warnings
    assert warning["code"] == "legacy-number" and business.uscc in warning["message"]
    confirm(upload, actor=builders.bank_maker(), today=DAY)
    assert LoanNote.objects.get().business == business


def test_an_old_number_two_businesses_have_is_nobodys():
    one, other = (builders.qualified(code, legacy_number=LEGACY) for code in builders.ENTERPRISE_CODES[:2])
    _, told = sent(uscc=LEGACY)
    assert told.action == "rejected"
    assert one.uscc not in str(told.errors) and other.uscc not in str(told.errors)


def test_an_old_number_of_a_stranger_stays_unknown():
    stranger = builders.business(legacy_number=LEGACY)
    _, told = sent(uscc=LEGACY)
    assert (
        told.action == "rejected"
        and stranger.uscc not in str(told.errors)
        and stranger.name not in str(told.errors)
    )


@pytest.mark.parametrize("eaten", ["9.1150627E+17", "911506270000000000.0"])
def test_an_eaten_code_is_proposed_and_not_filled_in(eaten):
    builders.qualified(DIGITS)
    _, told = sent(uscc=eaten)
    (error,) = told.errors
    assert error["code"] == "destroyed-number" and DIGITS in error["message"]
    assert told.action == "rejected" and DIGITS not in str(told.clean)


@pytest.mark.parametrize(
    ("eaten", "make"), [("9.2150627E+17", builders.qualified), ("9.1150627E+17", builders.business)]
)
def test_an_eaten_code_that_fits_nobody_recognised_proposes_nobody(eaten, make):
    make(DIGITS)
    _, told = sent(uscc=eaten)
    assert told.action == "rejected" and "相符" not in str(told.errors)


@pytest.mark.parametrize(
    ("found", "left"),
    [("9.11506270123456e+17", "911506270123456"), ("911506270123456789", "911506270123456"), ("9.11506E+17", "911506"),
     ("9.1E+17", ""), ("1.1010800000001E+14", ""), ("没有", ""), ("NaN", ""), ("Infinity", "")],
)  # fmt: skip
def test_what_is_left_of_a_number(found, left):
    assert surviving(found) == left
