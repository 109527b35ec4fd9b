"""Warnings: who is told stands in a table; who has seen and signed is known; what falls is taken back from all (R39, R70)."""

from datetime import date, timedelta

import pytest

from cms.duties import bring_to
from registry.documents.models import IssuedDocument
from registry.history.errors import UnauditedWrite
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message
from registry.ledger.proposals.deciding import approve
from registry.ledger.proposals.proposing import propose
from registry.lending.models import Countermand
from registry.lending.ripple import deciding
from registry.policy.models import AdmissionCondition
from registry.sanctions import cancelling, receipts, recipients, warning
from registry.sanctions.models import Receipt, WarningNotice, WarningRecipient
from tests import builders
from tests.lending import scenes
from tests.stories import chapters

from .test_cancelling import KEPT, broken

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 2)
ROW = "row:sanctions.warningrecipient"


def warned():
    """A warning for a broken condition, sent on DAY."""
    return broken(builders.qualified().qualifications.get())


def receipt(code="TAX"):
    return Receipt.objects.get(institution__code=code, purpose="warning")


def changed(values, row=None):
    clerk, head = builders.clerk(), builders.head()
    made = propose(ROW, row, actor=clerk, today=DAY, reason="领导小组会议决定", values=values)
    return approve(made, actor=head, today=DAY)


def test_a_body_new_to_the_county_is_in_the_table_before_anybody_is_warned():
    new = builders.institution("NEWBANK")
    warned()
    assert WarningRecipient.objects.filter(institution=new, on_overdue=True, on_condition=True).exists()
    assert receipt("NEWBANK").due_on == date(2026, 7, 3)


def test_who_is_told_is_changed_by_two_persons_and_from_a_day():
    recipients.recipients_of("condition", DAY)
    row = WarningRecipient.objects.get(institution__code="TAX")
    alone = propose(
        ROW, row, actor=builders.clerk(), today=DAY, reason="停收", values={"on_condition": False}
    )
    with pytest.raises(NotAllowed):
        approve(alone, actor=builders.clerk(), today=DAY)
    row.refresh_from_db()
    assert row.on_condition
    made = propose(
        ROW, WarningRecipient.objects.get(institution__code="COURT"), actor=builders.clerk(), today=DAY, reason="停收",
        values={"until": DAY},
    )  # fmt: skip
    approve(made, actor=builders.head(), today=DAY)
    assert "COURT" in recipients.recipients_of("condition", DAY)
    assert "COURT" not in recipients.recipients_of("condition", DAY + timedelta(days=1))


def test_only_the_kind_of_warning_a_body_is_listed_for_reaches_it():
    recipients.recipients_of("condition", DAY)
    changed({"on_condition": False}, WarningRecipient.objects.get(institution__code="TAX"))
    warned()
    assert not Receipt.objects.filter(institution__code="TAX").exists()
    assert "TAX" in recipients.recipients_of("overdue", DAY)


def test_a_warning_nobody_would_hear_is_refused_loudly():
    recipients.recipients_of("condition", DAY)
    with builders.as_system():
        for row in WarningRecipient.objects.all():
            row.on_condition = False
            row.save()
    with pytest.raises(Refusal, match="预警无处可发"):
        warned()
    assert not WarningNotice.objects.exists()


def test_the_text_that_was_sent_never_changes():
    notice = warned()
    paper = IssuedDocument.objects.get(number=notice.document_number)
    paper.body = "改"
    with pytest.raises(UnauditedWrite):
        paper.save()


def test_delivered_then_seen_then_signed_each_by_whom_and_when():
    warned()
    mine, tax = receipt(), builders.reviewer("TAX")
    assert mine.state == Receipt.State.DELIVERED
    receipts.mark_seen(mine, actor=builders.clerk(), today=DAY)
    assert receipt().state == Receipt.State.DELIVERED
    receipts.mark_seen(mine, actor=tax, today=DAY)
    receipts.mark_seen(mine, actor=tax, today=DAY + timedelta(days=5))
    assert (receipt().state, receipt().seen_on, receipt().seen_by) == (Receipt.State.SEEN, DAY, tax)
    receipts.acknowledge(receipt(), actor=tax, today=DAY + timedelta(days=1))
    assert (receipt().state, receipt().acknowledged_by) == (Receipt.State.ACKNOWLEDGED, tax)
    with pytest.raises(Refusal, match="不必重复办理"):
        receipts.acknowledge(receipt(), actor=tax, today=DAY)


def test_nobody_signs_for_another_but_the_office_with_its_proof():
    warned()
    with pytest.raises(NotAllowed, match="不属于该单位"):
        receipts.acknowledge(receipt("COURT"), actor=builders.reviewer("TAX"), today=DAY)
    with pytest.raises(NotAllowed):
        receipts.acknowledge(receipt("COURT"), actor=builders.auditor(), today=DAY, note="看过")
    with pytest.raises(Refusal, match="代为登记签收须写明凭据"):
        receipts.acknowledge(receipt("COURT"), actor=builders.clerk(), today=DAY)
    receipts.acknowledge(receipt("COURT"), actor=builders.clerk(), today=DAY, note="纸质回执，李某签收")
    assert receipt("COURT").acknowledged_on == DAY and receipt("COURT").seen_on is None


def test_an_institution_sees_its_own_receipts_only():
    warned()
    seen = Receipt.objects.visible_to(builders.reviewer("TAX"))
    assert set(seen.values_list("institution__code", flat=True)) == {"TAX"}
    assert not Receipt.objects.visible_to(builders.recommender()).exists()


def test_who_has_not_signed_is_late_next_morning_and_reminded_again_after_five_working_days():
    warned()
    receipts.acknowledge(receipt(), actor=builders.reviewer("TAX"), today=DAY)
    assert not Receipt.objects.late(date(2026, 7, 3)).exists()
    late = Receipt.objects.late(date(2026, 7, 4))
    assert "COURT" in set(late.values_list("institution__code", flat=True))
    assert not late.filter(institution__code="TAX").exists()
    bring_to(date(2026, 7, 13), since=date(2026, 7, 3))
    days = Message.objects.filter(kind="receipt", recipient_code="COURT").order_by("sent_on")
    assert list(days.values_list("sent_on", flat=True)) == [date(2026, 7, 6), date(2026, 7, 13)]
    assert not Message.objects.filter(kind="receipt", recipient_code="TAX").exists()
    bring_to(date(2026, 7, 13), since=date(2026, 7, 3))
    assert days.count() == 2


def test_a_technical_overdue_takes_the_warning_back_from_everybody_who_had_it():
    standing = scenes.overdue().business.qualifications.get()
    had = set(Receipt.objects.filter(purpose="warning").values_list("institution__code", flat=True))
    changed({"on_overdue": False}, WarningRecipient.objects.get(institution__code="TAX"))
    cancelling.keep(standing, actor=builders.clerk(), today=DAY, **KEPT)
    paper = IssuedDocument.objects.get(kind="withdrawal")
    told = set(Receipt.objects.filter(document=paper).values_list("institution__code", flat=True))
    assert had and told == had and "TAX" in told
    assert WarningNotice.objects.get().withdrawn_on == DAY
    assert KEPT["cause"] in paper.body


def test_an_overdue_the_bank_takes_back_is_taken_back_from_everybody_once_the_office_says_so():
    episode = scenes.overdue()
    chapters.book(episode.business, date(2026, 7, 1), unpaid_since=None)
    for day in (DAY, DAY + timedelta(days=1)):
        bring_to(day, since=day)
    notice = WarningNotice.objects.get()
    assert notice.withdrawn_on is None and not IssuedDocument.objects.filter(kind="withdrawal").exists()
    deciding.carry_out(
        Countermand.objects.get(kind="warning"), actor=builders.clerk(), today=DAY, reason="更正属实"
    )
    notice.refresh_from_db()
    paper = IssuedDocument.objects.get(kind="withdrawal")
    assert notice.withdrawn_on and notice.document_number in paper.body and "更正数据" in paper.body
    asked = Receipt.objects.filter(purpose="withdrawal", warning=notice)
    assert asked.count() == Receipt.objects.filter(purpose="warning", warning=notice).count() > 5
    assert notice.business.qualifications.get().status == "qualified"


def test_a_warning_by_hand_needs_a_condition_in_words():
    standing = builders.qualified().qualifications.get()
    with pytest.raises(Refusal):
        warning.warn_condition(
            standing,
            actor=builders.clerk(),
            today=DAY,
            condition=AdmissionCondition.objects.first(),
            facts="",
        )
    assert not Receipt.objects.exists()
