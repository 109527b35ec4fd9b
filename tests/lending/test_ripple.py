"""A bank corrects its data: what rests on it is prepared to be taken back, by another person, with its papers (R70)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cms.duties import bring_to
from publicity.models import Announcement
from registry.documents.models import IssuedDocument
from registry.ledger.chain import first_break
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message, StatusChange
from registry.lending import claiming, paying
from registry.lending.models import BankReport, CompensationClaim, Countermand, LoanNote, OverdueEpisode
from registry.lending.ripple import deciding
from registry.lending.rules.ripple import NEVER, Ground, why_fallen
from registry.policy.versions import approve_version, draft_after, policy_on, propose_version
from registry.sanctions import cancelling
from tests import builders
from tests.stories import chapters

from . import scenes
from .scenes import FULL, SINCE

pytestmark = pytest.mark.django_db
SEEN = date(2026, 7, 1)
LATER = date(2026, 7, 22)


def day(n):
    return SINCE + timedelta(days=n)


MONEY = {"demand", "claim", "payment", "recovery"}
KINDS = ("report", "warning", "cancellation", "line", "announcement", *MONEY)
# Days after SINCE: an act of day 70 against arrears of `since` paid as of `ended`; which kinds fall.
GROUNDS = [
    (None, None, set(KINDS) - {"report"}),
    (0, None, set()),
    (10, None, set()),
    (11, None, MONEY),
    (69, None, MONEY),
    (70, None, {"cancellation", "line", "announcement", *MONEY}),
    (0, 70, set()),
    (0, 69, MONEY),
]


@pytest.mark.parametrize(("since", "ended", "fallen"), GROUNDS)
def test_the_truth_table_of_grounds(since, ended, fallen):
    ground = None
    if since is not None:
        ground = Ground(day(since), day(since + 1), day(since + 60), None if ended is None else day(ended))
    assert {kind for kind in KINDS if why_fallen(kind, day(70), ground)} == fallen


def corrected(today, as_of=SEEN, since=None, **given):
    """The bank reports `as_of` anew: nothing unpaid, or unpaid since another day."""
    business = LoanNote.objects.get().business
    interest = Decimal("3500.00") if since else Decimal("0")
    return chapters.book(business, today, as_of=as_of, unpaid_since=since, od_interest=interest, **given)


def cancelled():
    episode = scenes.overdue()
    standing = episode.business.qualifications.get()
    cancelling.cancel(standing, actor=builders.head(), today=date(2026, 7, 2), reason="逾期未还，确认取消")
    bring_to(date(2026, 7, 3))
    return episode


def rows(**which):
    return {row.kind: row for row in Countermand.objects.filter(**which)}


def second_head():
    return builders.user("head2", "head", "OFFICE")


def test_everything_that_rests_on_arrears_that_never_were_is_prepared_and_nothing_is_taken_back():
    episode = cancelled()
    told = corrected(LATER).told
    found = rows(status="prepared")
    assert set(found) == {"warning", "cancellation", "line", "announcement"}
    assert {row.why for row in found.values()} == {NEVER}
    assert found["warning"].diff == [["逾期", "自2026年6月30日起", "不存在"]]
    assert "更正" in found["announcement"].title and found["announcement"].body
    standing = episode.business.qualifications.get()
    assert standing.status == "cancelled" and episode.warning.withdrawn_on is None
    assert not Announcement.objects.filter(kind="correction").exists()
    assert not any("预警" in line or "公告" in line for line in told)
    assert any("办公室复核" in line for line in told)


def test_the_chain_is_taken_back_by_another_person_and_the_standing_is_restored_in_public():
    cancelled()
    corrected(LATER)
    found, day4 = rows(), LATER + timedelta(days=1)
    given = {"today": day4, "reason": "银行来函说明"}
    with pytest.raises(NotAllowed):
        deciding.carry_out(found["cancellation"], actor=builders.head(), **given)
    with pytest.raises(Refusal, match="资格还没有恢复"):
        deciding.carry_out(found["announcement"], actor=builders.clerk(), **given)
    assert set(rows(status="prepared")) == set(found)
    deciding.carry_out(found["warning"], actor=builders.clerk(), **given)
    deciding.carry_out(found["cancellation"], actor=second_head(), **given)
    deciding.carry_out(found["line"], actor=second_head(), **given)
    deciding.carry_out(found["announcement"], actor=builders.clerk(), **given)
    bring_to(day4)
    note = LoanNote.objects.get()
    assert note.business.qualifications.get().status == "qualified" and note.line.status == "active"
    assert IssuedDocument.objects.filter(kind="withdrawal").count() == 1
    correction = Announcement.objects.get(kind="correction")
    assert correction.corrects.kind == "cancellation"
    assert rows()["announcement"].paper_number == correction.number
    assert set(Countermand.objects.values_list("status", flat=True)) == {"done"}
    assert first_break() is None


def test_whoever_made_the_correction_does_not_decide_on_what_it_brings():
    scenes.overdue()
    corrected(LATER)
    row = rows()["warning"]
    head = builders.head()
    builders.user("bank-maker", "head", "OFFICE")
    maker = StatusChange.objects.of(row).first().actor
    assert maker != head
    with pytest.raises(NotAllowed):
        deciding.carry_out(row, actor=maker, today=LATER, reason="自己更正")
    deciding.carry_out(row, actor=head, today=LATER, reason="属实")
    assert LoanNote.objects.get().business.qualifications.get().status == "qualified"


def test_a_moved_start_keeps_the_episode_and_notes_what_stands():
    episode = cancelled()
    told = corrected(LATER, since=date(2026, 6, 28)).told
    episode.refresh_from_db()
    assert (episode.unpaid_since, episode.day1_on, episode.day60_on) == (
        date(2026, 6, 28), date(2026, 6, 29), date(2026, 8, 27),
    )  # fmt: skip
    assert OverdueEpisode.objects.count() == 1
    assert set(Countermand.objects.values_list("status", flat=True)) == {"noted"}
    assert set(rows()) == {"warning", "cancellation", "line", "announcement"}
    assert ["满60日", "2026年8月29日", "2026年8月27日"] in rows()["warning"].diff
    report = episode.reports.get(kind="day1")
    assert (report.owed_from, report.due_on) == (date(2026, 6, 29), date(2026, 6, 29))
    assert any("最早未还日由2026年6月30日更正为2026年6月28日" in line for line in told)


def test_an_earlier_start_raises_day_sixty_at_once_with_its_own_day():
    episode = scenes.overdue()
    told = corrected(LATER, since=date(2026, 5, 20), start=date(2026, 5, 1)).told
    episode.refresh_from_db()
    assert (episode.status, episode.day60_on) == ("day60", date(2026, 7, 19))
    change = StatusChange.objects.of(episode).filter(move="reach_day60").get()
    assert change.effective_on == date(2026, 7, 19)
    assert any("2026年7月19日逾期满60日" in line for line in told)
    assert BankReport.objects.get(kind="day60").owed_from == date(2026, 7, 19)


def test_a_later_start_takes_day_sixty_back_until_its_day_comes():
    episode = scenes.full()
    corrected(FULL, as_of=FULL, since=date(2026, 7, 20))
    episode.refresh_from_db()
    assert (episode.status, episode.day60_on) == ("open", date(2026, 9, 18))
    assert rows(falls=True).keys() == {"demand"}
    bring_to(date(2026, 9, 18))
    episode.refresh_from_db()
    assert episode.status == "day60"
    assert BankReport.objects.filter(kind="day60").count() == 1


def test_a_payment_told_three_weeks_late_takes_demand_and_claim_back():
    claim = scenes.lodged()
    corrected(FULL, as_of=SEEN, since=SINCE)
    corrected(FULL + timedelta(days=21), as_of=date(2026, 7, 10))
    corrected(FULL + timedelta(days=21), as_of=FULL)
    found = rows(status="prepared")
    assert set(found) == {"demand", "claim"}
    assert "截至2026年7月10日已还清" in found["claim"].why
    claim.refresh_from_db()
    assert claim.status == "lodged" and claim.episode.status == "cured"
    with pytest.raises(Refusal, match="没有到期未还"):
        claiming.approve(claim, actor=builders.head(), today=FULL + timedelta(days=21), minutes_number="1号", amount=claim.requested)  # fmt: skip
    for row in found.values():
        deciding.carry_out(row, actor=builders.clerk(), today=FULL + timedelta(days=22), reason="银行来函")
    claim.refresh_from_db()
    assert claim.status == "withdrawn"
    assert claim.episode.demands.get().withdrawn_on == FULL + timedelta(days=22)
    papers = IssuedDocument.objects.filter(kind="recall")
    assert papers.count() == 2
    assert set(papers.first().copies.values_list("recipient_code", flat=True)) == {"NSH", "GUARANTOR"}


def test_a_claim_paid_for_after_it_was_lodged_falls_away_by_itself():
    claim = scenes.lodged()
    corrected(FULL + timedelta(days=5), as_of=FULL + timedelta(days=5), balance=Decimal("900000"))
    claim.refresh_from_db()
    assert claim.status == "withdrawn" and not Countermand.objects.exists()


def refunding():
    claim = scenes.paid()
    paying.confirm_receipt(claim, actor=builders.bank_checker(), today=FULL)
    corrected(FULL + timedelta(days=21))
    corrected(FULL + timedelta(days=21), as_of=FULL)
    return claim, rows(status="prepared")


def test_money_paid_for_arrears_that_never_were_comes_back_and_everything_is_put_back():
    claim, found = refunding()
    assert set(found) == {"warning", "demand", "payment"}
    day = FULL + timedelta(days=22)
    with pytest.raises(NotAllowed):
        deciding.carry_out(found["payment"], actor=builders.guarantor(), today=day, reason="退")
    deciding.carry_out(found["payment"], actor=builders.head(), today=day, reason="退还")
    assert IssuedDocument.objects.filter(kind="refund").count() == 1
    row = rows()["payment"]
    assert row.status == "refunding"
    back = {"actor": builders.guarantor(), "today": day, "refunded_on": day}
    with pytest.raises(Refusal, match="退款凭证号"):
        deciding.receive_refund(row, voucher_no=" ", **back)
    deciding.receive_refund(row, voucher_no="TK1", **back)
    claim.refresh_from_db()
    assert (claim.status, claim.episode.status, claim.episode.note.status) == ("refunded", "voided", "active")
    assert rows()["payment"].status == "done" and first_break() is None


def test_a_payment_is_put_before_the_office_once_and_no_more_when_the_ground_is_back():
    refunding()
    before = Countermand.objects.count()
    corrected(FULL + timedelta(days=22), as_of=FULL + timedelta(days=22), balance=Decimal(0))
    assert Countermand.objects.count() == before
    corrected(FULL + timedelta(days=23), as_of=FULL, since=SINCE)
    assert set(Countermand.objects.values_list("status", flat=True)) == {"moot"}


def test_facts_after_a_payment_say_nothing_against_it():
    scenes.paid()
    corrected(FULL + timedelta(days=9), as_of=FULL + timedelta(days=9), balance=Decimal(0))
    assert not Countermand.objects.exists()


def test_the_same_correction_twice_prepares_once_and_corrected_back_prepares_nothing():
    episode = scenes.overdue()
    corrected(LATER)
    before = Countermand.objects.count(), StatusChange.objects.count()
    corrected(LATER)
    assert before == (Countermand.objects.count(), StatusChange.objects.count())
    corrected(LATER, since=SINCE)
    episode.refresh_from_db()
    assert episode.status == "open" and OverdueEpisode.objects.count() == 1
    assert rows()["warning"].status == "moot"
    assert BankReport.objects.count() == 1


def test_arrears_that_come_back_after_their_warning_was_taken_back_are_warned_of_anew():
    scenes.overdue()
    corrected(LATER)
    deciding.carry_out(rows()["warning"], actor=builders.clerk(), today=LATER, reason="属实")
    corrected(LATER, since=SINCE)
    bring_to(LATER)
    assert sorted(OverdueEpisode.objects.values_list("status", flat=True)) == ["open", "voided"]
    assert IssuedDocument.objects.filter(kind="warning").count() == 2


def test_what_nobody_decides_stands_on_the_desk_with_its_age_and_is_said_again(client):
    cancelled()
    corrected(LATER)
    row = rows()["cancellation"]
    assert row.due_on == date(2026, 7, 27)
    bring_to(date(2026, 7, 27))
    assert not Message.objects.filter(kind="countermand").exists()
    bring_to(date(2026, 8, 3))
    told = Message.objects.filter(kind="countermand", record_id=row.pk)
    assert [m.recipient_code for m in told] == ["OFFICE", "OFFICE"]
    assert "自2026年6月30日起 → 不存在" in told[0].body
    from registry.lending.ripple.inbox import items

    label = next(iter(items(builders.clerk(), date(2026, 8, 3))))["label"]
    assert "最早的已等12天" in label
    assert list(items(builders.bank_maker(), LATER)) == []


def test_what_is_kept_stays_with_its_reason_and_is_not_asked_again():
    cancelled()
    corrected(LATER)
    for row in rows().values():
        deciding.keep(row, actor=builders.clerk(), today=LATER, reason="另有判决为据，维持")
    corrected(LATER, since=SINCE)
    corrected(LATER + timedelta(days=1))
    assert not Countermand.objects.waiting().exists()


def test_no_announcement_goes_out_on_a_ground_that_has_fallen():
    episode = scenes.overdue()
    standing = episode.business.qualifications.get()
    cancelling.cancel(standing, actor=builders.head(), today=date(2026, 7, 2), reason="确认取消")
    corrected(date(2026, 7, 2))
    report = bring_to(date(2026, 7, 4))
    assert not Announcement.objects.exists()
    assert any("待办公室决定恢复或者维持" in held["reason"] for held in report.held)
    deciding.carry_out(rows()["cancellation"], actor=second_head(), today=date(2026, 7, 4), reason="属实")
    bring_to(date(2026, 7, 5))
    assert not Announcement.objects.exists()


def test_another_warning_carries_the_cancellation():
    business = builders.qualified()
    scenes.lent(business)
    for number, contract in (("JJ001", "HT001"), ("JJ002", "HT002")):
        chapters.book(
            business, SEEN, unpaid_since=SINCE, od_interest=Decimal("1"), note_no=number, contract_no=contract
        )
    bring_to(SEEN)
    cancelling.cancel(business.qualifications.get(), actor=builders.head(), today=SEEN, reason="确认取消")
    chapters.book(business, LATER, as_of=SEEN, unpaid_since=None)
    found = rows()
    assert found["warning"].status == "prepared" and found["cancellation"].status == "noted"
    assert "仍然成立" in found["cancellation"].why
    other = LoanNote.objects.get(note_no="JJ002")
    assert other.episodes.get().status == "open" and other.status == "overdue"


def test_papers_and_correction_are_saved_together_or_not_at_all(monkeypatch):
    cancelled()
    from registry.lending.ripple import preparing

    before = StatusChange.objects.count(), Countermand.objects.count()
    real, made = preparing.register, []

    def dying(row, **given):
        if made:
            raise KeyboardInterrupt
        made.append(real(row, **given))

    monkeypatch.setattr(preparing, "register", dying)
    with pytest.raises(KeyboardInterrupt):
        corrected(LATER)
    assert before == (StatusChange.objects.count(), Countermand.objects.count())
    assert OverdueEpisode.objects.get().status == "open"
    monkeypatch.undo()
    corrected(LATER)
    assert len(rows()) == 4 and OverdueEpisode.objects.get().status == "voided"


def test_an_act_taken_back_by_its_own_door_is_closed():
    claim = scenes.lodged()
    corrected(FULL, as_of=SEEN)
    corrected(FULL, as_of=FULL)
    claiming.withdraw(
        CompensationClaim.objects.get(), actor=builders.bank_maker(), today=FULL, reason="银行自行撤回"
    )
    bring_to(FULL)
    assert rows()["claim"].status == "settled"
    claim.refresh_from_db()
    assert claim.status == "withdrawn"


def test_the_strict_count_of_sixty_days_holds_for_arrears_that_begin_under_it():
    record = draft_after(
        policy_on(SEEN),
        in_force_from=date(2026, 7, 10),
        od_full_days=True,
        document_number="伊政办发〔2026〕9号",
    )
    propose_version(record, actor=builders.clerk(), today=SEEN, reason="从严计算")
    approve_version(record, actor=builders.head(), today=SEEN)
    episode = scenes.overdue()
    assert episode.day60_on == SINCE + timedelta(days=60)
    corrected(LATER, as_of=date(2026, 7, 20), since=date(2026, 7, 12))
    corrected(LATER)
    strict = OverdueEpisode.objects.get(unpaid_since=date(2026, 7, 12))
    assert strict.day60_on == date(2026, 7, 12) + timedelta(days=61)
    bring_to(strict.day60_on - timedelta(days=1))
    strict.refresh_from_db()
    assert strict.status == "open"
    bring_to(strict.day60_on)
    strict.refresh_from_db()
    assert strict.status == "day60"


def test_the_consequence_spreads_to_the_business_not_to_the_days_of_its_other_notes():
    business = builders.qualified()
    scenes.lent(business)
    other = {"note_no": "JJ002", "contract_no": "HT002"}
    chapters.book(business, SEEN, unpaid_since=date(2026, 6, 20), od_interest=Decimal("1"), **other)
    chapters.book(business, SEEN, unpaid_since=SINCE, od_interest=Decimal("1"))
    bring_to(SEEN)
    assert business.qualifications.get().status == "warned"
    days = {e.note.note_no: e.day60_on for e in OverdueEpisode.objects.all()}
    assert days == {"JJ001": SINCE + timedelta(days=60), "JJ002": date(2026, 8, 19)}
    chapters.book(
        business, LATER, as_of=SEEN, unpaid_since=date(2026, 6, 25), od_interest=Decimal("1"), **other
    )
    days = {e.note.note_no: e.day60_on for e in OverdueEpisode.objects.all()}
    assert days == {"JJ001": SINCE + timedelta(days=60), "JJ002": date(2026, 8, 24)}
    assert set(Countermand.objects.values_list("episode__note__note_no", flat=True)) == {"JJ002"}
