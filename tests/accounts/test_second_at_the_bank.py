"""Maker and checker: where a bank has both, the second step is another person's."""

from datetime import date

import pytest

from registry.ledger.errors import NotAllowed
from registry.parties.second import must_be_another
from tests import builders

pytestmark = pytest.mark.django_db


def test_alone_at_the_bank_one_person_may_do_both():
    maker = builders.bank_maker()
    must_be_another(builders.institution("NSH"), maker.pk, maker, "确认台账入账")


def test_with_a_checker_the_maker_may_not_finish():
    maker, checker, bank = builders.bank_maker(), builders.bank_checker(), builders.institution("NSH")
    with pytest.raises(NotAllowed, match="须由另一人办理"):
        must_be_another(bank, maker.pk, maker, "确认台账入账")
    must_be_another(bank, maker.pk, checker, "确认台账入账")


def test_a_disabled_checker_or_one_at_another_bank_does_not_count():
    maker, bank = builders.bank_maker(), builders.institution("NSH")
    builders.bank_checker("ZGYH")
    must_be_another(bank, maker.pk, maker, "提交代偿申请")
    gone = builders.bank_checker()
    gone.is_active = False
    gone.save()
    must_be_another(bank, maker.pk, maker, "提交代偿申请")


def test_an_upload_is_confirmed_by_the_checker():
    from imports.roster import take_over_roster
    from imports.uploading import confirm, stage
    from tests.imports.test_samples import SAMPLES, TODAY

    path = SAMPLES / "businesses.xlsx"
    take_over_roster(
        path.name, path.read_bytes(), recognised_on=date(2025, 6, 30), actor=builders.clerk(), today=TODAY
    )
    maker, checker, bank = builders.bank_maker(), builders.bank_checker(), builders.institution("NSH")
    content = (SAMPLES / "ledger-plain.xlsx").read_bytes()
    upload = stage("台账.xlsx", content, bank=bank, actor=maker, today=TODAY)
    with pytest.raises(NotAllowed, match="须由另一人办理"):
        confirm(upload, actor=maker, today=TODAY)
    assert confirm(upload, actor=checker, today=TODAY).status == "accepted"
