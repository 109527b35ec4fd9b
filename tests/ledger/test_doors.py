"""The one door for status: state, person, reason, second person; one chained row each time."""

from datetime import date

import pytest

from registry.ledger import chain
from registry.ledger.actors import public_actor, system_actor
from registry.ledger.doors import perform, register
from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.ledger.models import StatusChange
from registry.ledger.replay import status_on, statuses_of
from registry.parties.models import Qualification
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 6)


@pytest.fixture
def held():
    return builders.qualified().qualifications.get()


def test_a_move_writes_status_history_and_one_change(held):
    clerk = builders.clerk()
    change = perform(held, "warn", actor=clerk, today=DAY, reason="未按期付息", facts={"episode": 3})
    stored = Qualification.objects.get(pk=held.pk)
    assert stored.status == held.status == "warned" and stored.version == held.version
    assert stored.history.first().history_change_reason == "未按期付息"
    assert (change.from_status, change.to_status, change.clause) == ("qualified", "warned", "R39")
    assert (change.subject_code, change.effective_on, change.facts) == (
        held.business.uscc,
        DAY,
        {"episode": 3},
    )
    assert change.policy_version.document_number.startswith("伊政办发")


def test_a_move_from_the_wrong_state_is_refused_in_a_sentence(held):
    with pytest.raises(IllegalMove, match="现在是“信用企业（户）”，不能“确认取消资格”"):
        perform(held, "cancel", actor=builders.head(), today=DAY, reason="理由")
    assert StatusChange.objects.of(held).count() == 2


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (lambda: builders.recommender(), "没有.*权限"),
        (lambda: public_actor(), "不能在公开网站上办理"),
    ],
)
def test_a_person_without_the_right_is_refused(held, who, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        perform(held, "warn", actor=who(), today=DAY, reason="理由")
    assert Qualification.objects.get(pk=held.pk).status == "qualified"


def test_the_system_makes_timed_moves_only(held):
    perform(held, "warn", actor=system_actor(), today=DAY, reason="逾期第1日")
    with pytest.raises(NotAllowed, match="必须由工作人员办理"):
        perform(held, "cancel", actor=system_actor(), today=DAY, reason="自动取消")


def test_a_reason_is_demanded_where_something_is_taken_away(held):
    with pytest.raises(Refusal, match="必须写明理由"):
        perform(held, "warn", actor=builders.clerk(), today=DAY, reason="  ")


def test_restoring_needs_another_person_than_cancelling(held):
    head = builders.head()
    perform(held, "warn", actor=head, today=DAY, reason="逾期")
    perform(held, "cancel", actor=head, today=DAY, reason="确认")
    with pytest.raises(NotAllowed, match="两个不同的人"):
        perform(held, "restore", actor=head, today=DAY, reason="申诉成立")


def test_a_record_is_registered_once(held):
    with pytest.raises(Refusal, match="已经登记过"):
        register(held, actor=builders.clerk(), today=DAY)


def test_nothing_is_written_when_a_move_fails_half_way(held, monkeypatch):
    monkeypatch.setattr("registry.ledger.doors.append", lambda change: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        perform(held, "warn", actor=builders.clerk(), today=DAY, reason="逾期")
    assert Qualification.objects.get(pk=held.pk).status == "qualified"


def test_two_clocks(held):
    before = StatusChange.objects.of(held).last().recorded_at
    perform(held, "warn", actor=builders.clerk(), today=DAY, reason="逾期", effective_on=date(2026, 3, 21))
    at = ("parties.qualification", held.pk)
    for on, known_by, status in (
        (date(2025, 6, 29), None, ""),
        (date(2026, 3, 20), None, "qualified"),
        (date(2026, 3, 21), None, "warned"),
        (date(2026, 3, 21), before, "qualified"),
    ):
        assert status_on(*at, on=on, known_by=known_by) == status
        told = statuses_of(held.business.uscc, on=on, known_by=known_by)
        assert [(kind, to) for kind, _, to in told] == [(at[0], status)]


def test_the_chain_holds_and_finds_every_kind_of_tampering(held):
    for _ in range(3):
        perform(held, "warn", actor=builders.clerk(), today=DAY, reason="逾期")
        perform(held, "keep", actor=builders.clerk(), today=DAY, reason="技术性逾期")
    assert chain.first_break() is None
    tampered = StatusChange.objects.order_by("position")[2]
    tampered.reason = "改过"
    assert chain.fingerprint(tampered) != tampered.row_hash


def test_ledger_rows_are_append_only(held):
    change = StatusChange.objects.of(held).last()
    change.reason = "改过"
    for write in (change.save, change.delete, StatusChange.objects.all().delete):
        with pytest.raises(RuntimeError):
            write()
    with pytest.raises(RuntimeError):
        StatusChange.objects.update(reason="改过")
