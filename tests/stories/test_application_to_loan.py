"""From application to loan: R11–R35 in one go."""

from datetime import date, timedelta

import pytest

from cms.duties import bring_to
from publicity.models import Announcement
from registry.documents.models import IssuedDocument
from registry.ledger.chain import first_break
from registry.ledger.errors import Refusal
from registry.lending.models import LoanNote
from registry.screening import concluding
from tests import builders

from . import chapters

pytestmark = pytest.mark.django_db


def test_from_application_to_loan():
    business = builders.business()
    notice = chapters.notice_of([business])
    entry = notice.entries.get()
    assert (notice.serial, notice.number) == ("GS20260001", "公示〔2026〕1号")
    assert business.qualifications.get().status == "candidate"

    bring_to(notice.ends_on)
    entry.refresh_from_db()
    assert entry.status == "in_publicity", "nothing is decided before the last day has passed at 24:00"

    after = notice.ends_on + timedelta(days=1)
    bring_to(after)
    entry.refresh_from_db()
    entry.application.refresh_from_db()
    standing = business.qualifications.get()
    assert (entry.status, entry.application.status, standing.status) == ("recognised",) * 2 + ("qualified",)
    assert standing.recognised_on == after
    told = Announcement.objects.get()
    assert told.kind == "recognition" and told.rows[0]["uscc"] == business.uscc
    assert IssuedDocument.objects.filter(kind="referral").exists()

    booked = chapters.book(business, date(2026, 6, 30))
    assert booked.action == "created" and not booked.refusals
    assert LoanNote.objects.get().status == "active"
    again = chapters.book(business, date(2026, 6, 30))
    assert again.action == "unchanged"
    assert first_break() is None


def test_no_opinion_is_never_a_pass():
    application = chapters.in_screening(builders.business())
    with pytest.raises(Refusal) as refused:
        concluding.pass_screening(application, actor=builders.clerk(), today=date(2026, 5, 9))
    silent = [s for s in refused.value.sentences if "尚未出具意见" in s]
    assert len(silent) == application.opinions.count() > 8


def test_a_loan_before_recognition_is_not_booked():
    business = builders.qualified(on=date(2026, 6, 15))
    refused = chapters.book(business, date(2026, 6, 30))
    assert refused.action == "rejected"
    assert "认定之前" in str(refused.refusals[0].reason)
    assert not LoanNote.objects.exists()
