"""R34: the bank checks the use of funds; a suspicion waits for the office and does nothing by itself (R68)."""

from datetime import date

import pytest

from cms.duties import bring_to
from cms.inbox import inbox_for
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message
from registry.lending import supervising
from registry.lending.models import SupervisionNote
from registry.sanctions.models import BlacklistCase
from tests import builders

from . import scenes

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 20)
PDF = ("流水.pdf", b"%PDF-1.4 x")


def check(subject, finding="fits", **given):
    fields = {"looked_at": "账户流水", "remarks": "" if finding == "fits" else "转入个人账户"} | given
    return supervising.record_check(
        subject, actor=builders.bank_maker(), today=DAY, finding=finding, **fields
    )


def waiting(user):
    return [item["count"] for item in inbox_for(user) if item["label"].startswith("挪用嫌疑")]


def test_a_check_of_a_note_is_kept_with_its_file():
    note = scenes.lent()
    kept = check(note, file=PDF)
    assert (kept.note, kept.line, kept.checked_on, kept.original_name) == (note, note.line, DAY, "流水.pdf")
    assert kept.file.read() == PDF[1] and "流水" not in kept.file.name
    assert kept.history.get().history_user.username == "maker-nsh"


@pytest.mark.parametrize(("finding", "told"), [("fits", 0), ("doubt", 0), ("misuse", 1)])
def test_only_a_suspicion_is_put_before_the_office(finding, told):
    check(scenes.lent(), finding)
    assert Message.objects.filter(kind="misuse", recipient_code="OFFICE").count() == told
    assert waiting(builders.clerk()) == waiting(builders.head()) == [1] * told
    assert waiting(builders.bank_maker()) == []


def test_a_suspicion_never_becomes_a_case_by_itself():
    check(scenes.lent(), "misuse")
    bring_to(date(2026, 8, 20), since=DAY)
    assert not BlacklistCase.objects.exists()


def test_the_office_considers_once_and_the_item_is_gone():
    kept = check(scenes.lent(), "misuse")
    supervising.consider(kept, actor=builders.clerk(), today=DAY, consideration="证据不足，暂不提出")
    assert (kept.considered_on, waiting(builders.clerk())) == (DAY, [])
    with pytest.raises(Refusal, match="已于2026年6月20日登记研究结果"):
        supervising.consider(kept, actor=builders.head(), today=DAY, consideration="再研究")


def test_only_a_suspicion_is_considered_and_in_words():
    kept = check(scenes.lent(), "doubt")
    with pytest.raises(Refusal) as refused:
        supervising.consider(kept, actor=builders.clerk(), today=DAY, consideration=" ")
    assert len(refused.value.sentences) == 2


def test_the_same_day_is_recorded_once_for_a_note_and_once_for_its_line():
    note = scenes.lent()
    check(note)
    check(note.line)
    for subject in (note, note.line):
        with pytest.raises(Refusal, match="不必重复登记"):
            check(subject)
    assert SupervisionNote.objects.count() == 2


@pytest.mark.parametrize(
    ("file", "sentence"),
    [(("a.exe", b"MZ"), "只接受"), (("a.pdf", b""), "是空的"), (("a.pdf", b"MZ"), "不符")],
)
def test_a_wrong_file_is_refused_and_nothing_is_kept(file, sentence):
    note = scenes.lent()
    with pytest.raises(Refusal, match=sentence):
        check(note, file=file)
    assert not SupervisionNote.objects.exists()


@pytest.mark.parametrize("who", [lambda: builders.bank_maker("ZGYH"), builders.guarantor, builders.clerk])
def test_only_the_bank_of_the_loan_checks(who):
    note = scenes.lent()
    with pytest.raises(NotAllowed):
        supervising.record_check(note, actor=who(), today=DAY, looked_at="流水", finding="fits")


def test_the_bank_does_not_consider_its_own_suspicion():
    kept = check(scenes.lent(), "misuse")
    with pytest.raises(NotAllowed):
        supervising.consider(kept, actor=builders.bank_maker(), today=DAY, consideration="不提出")


def test_another_bank_sees_none_of_it():
    check(scenes.lent())
    assert not SupervisionNote.objects.visible_to(builders.bank_maker("ZGYH")).exists()
    assert SupervisionNote.objects.visible_to(builders.bank_checker()).exists()
