"""The file opens on day 1, fills itself, reminds on days 1, 30, 45, 55, and no claim is lodged without it (R46, R66)."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from cms.duties import bring_to
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Effect, Message, StatusChange
from registry.lending import claiming, reporting
from registry.lending.dossier import mending, papers
from registry.lending.dossier.holdings import holding
from registry.lending.models import ClaimDossier, CompensationClaim, OverdueEpisode
from tests import builders
from tests.stories import chapters

from . import scenes
from .scenes import FULL, PDF, SINCE

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def opened(seen=SINCE + DAY):
    scenes.overdue(seen)
    return ClaimDossier.objects.get()


def on(*days):
    """The timers run on these days of the overdue, and on no others."""
    for day in days:
        bring_to(SINCE + day * DAY, since=SINCE + day * DAY)


def told(stage=None):
    rows = Message.objects.filter(kind="dossier.remind").order_by("id")
    return [m.recipient_code for m in rows if stage is None or m.key.split(":")[2] == str(stage)]


def test_a_file_opens_on_day_one_once():
    dossier = opened()
    assert (dossier.opened_on, dossier.bank.code) == (SINCE + DAY, "NSH")
    on(2, 3)
    assert ClaimDossier.objects.count() == 1
    effect = Effect.objects.get(duty="dossier.open")
    assert (effect.effective_on, effect.record_id) == (SINCE + DAY, dossier.episode_id)


def test_the_bank_is_told_once_at_each_stage_and_the_office_on_day_55():
    opened()
    on(2, 29, 30, 31, 45, 54, 55, 56, 70)
    assert told(1) == told(30) == told(45) == ["NSH"]
    assert sorted(told(55)) == ["NSH", "OFFICE"]
    days = Effect.objects.filter(duty="dossier.remind").order_by("id").values_list("effective_on", flat=True)
    assert [(day - SINCE).days for day in days] == [1, 30, 45, 55]


def test_found_late_only_the_stage_reached_is_told():
    opened(SINCE + 50 * DAY)
    assert told() == ["NSH"] and told(45) == ["NSH"]


def test_nothing_missing_nothing_told():
    dossier = opened()
    scenes.filed(dossier.episode, SINCE + DAY)
    before = len(told())
    on(30, 45, 55)
    dossier.refresh_from_db()
    assert (len(told()), dossier.told_day) == (before, 55)


def test_paid_up_nobody_is_reminded():
    dossier = opened()
    chapters.book(dossier.business, SINCE + 5 * DAY, unpaid_since=None, od_interest=0)
    on(30, 55, 60)
    dossier.refresh_from_db()
    held = holding(dossier, SINCE + 60 * DAY)
    assert (held.light, held.missing, {line.where for line in held.lines}) == ("grey", [], {""})
    assert told(30) == told(55) == []


def test_the_light_over_the_days():
    dossier = opened()
    seen = {day: holding(dossier, SINCE + day * DAY).light for day in (1, 4, 5, 30)}
    assert seen == {1: "amber", 4: "amber", 5: "red", 30: "red"}
    scenes.filed(dossier.episode, SINCE + DAY)
    assert {holding(dossier, SINCE + day * DAY).light for day in (1, 30, 59)} == {"green"}
    assert holding(dossier, SINCE + 60 * DAY).missing == ["催收通知书及送达证明", "逾期满60日报告"]


def test_records_flow_in_without_being_uploaded_again():
    episode = scenes.full()
    held = holding(episode.dossier, FULL)
    kept = {line.paper.code: line.records for line in held.lines}
    assert kept["day60"] == (episode.reports.get(kind="day60"),)
    assert kept["demand"] == (episode.demands.get(),)
    assert kept["check"] == (episode.note.supervisions.get(),)
    assert held.light == "green" and held.lacking() == []


def test_a_demand_without_proof_of_delivery_is_missing():
    episode = scenes.full(demand=False)
    notice = scenes.demanded(episode, delivered=False)
    assert "demand" not in holding(episode.dossier, FULL).held
    claim = scenes.drafted(episode)
    with pytest.raises(Refusal, match="缺少“催收通知书及送达证明”"):
        claiming.lodge(claim, actor=builders.bank_maker(), today=FULL)
    reporting.record_delivery(
        notice, actor=builders.bank_maker(), today=FULL, delivery="post", delivered_on=FULL, tracking="EMS1"
    )
    claiming.lodge(claim, actor=builders.bank_maker(), today=FULL)
    assert claim.status == "lodged"


@pytest.mark.parametrize("code", [*scenes.UPLOADED, "day1", "check"])
def test_each_missing_paper_refuses_by_its_own_sentence(code):
    episode = scenes.full(filed=False)
    scenes.filed(episode, without=(code,))
    claim = scenes.drafted(episode)
    with pytest.raises(Refusal) as refused:
        claiming.lodge(claim, actor=builders.bank_maker(), today=FULL)
    (sentence,) = refused.value.sentences
    assert f"缺少“{scenes.paper(code).name}”" in sentence and "请在" in sentence
    claim.refresh_from_db()
    assert (claim.status, claim.round, claim.episode.status) == ("draft", 0, "day60")


def test_no_early_maturity_paper_once_everything_is_due():
    episode = scenes.full(filed=False)
    scenes.filed(episode, without=("acceleration",))
    due = episode.note.due_on
    claim = scenes.drafted(episode, interest_to=due, accelerated_on=None)
    assert claiming.lodging_problems(claim, actor=builders.bank_maker(), today=due) == []


def put(dossier, who, **given):
    fields = {"paper": scenes.paper("contract"), "file": PDF} | given
    return papers.upload(dossier, actor=who, today=SINCE + DAY, **fields)


def test_only_the_bank_itself_puts_files_in():
    dossier = opened()
    for who in (builders.bank_maker("ZGYH"), builders.bank_checker(), builders.clerk(), builders.guarantor()):
        with pytest.raises(NotAllowed):
            put(dossier, who)
    assert put(dossier, builders.bank_maker()).uploaded_by.username == "maker-nsh"


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "没有选择文件"),
        (("空.pdf", b""), "是空的"),
        (("程序.exe", b"MZ"), "类型是“.exe”"),
        (("假.pdf", b"MZ"), "内容与扩展名“.pdf”不符"),
        (("大.pdf", b"%PDF-" + b"0" * 10_485_760), "超过10MB"),
    ],
)
def test_foreign_files_are_refused(file, sentence):
    dossier = opened()
    with pytest.raises(Refusal, match=sentence):
        put(dossier, builders.bank_maker(), file=file)
    assert not dossier.documents.exists()


def test_what_the_register_holds_is_not_uploaded():
    with pytest.raises(Refusal, match="不用上传"):
        put(opened(), builders.bank_maker(), paper=scenes.paper("day60"))


def test_files_lie_encrypted_and_come_back_whole():
    document = put(opened(), builders.bank_maker())
    assert PDF[1] not in Path(document.file.path).read_bytes()
    assert document.file.open("rb").read() == PDF[1]


def test_a_wrong_file_is_taken_out_with_a_reason_and_kept():
    dossier = opened()
    document = put(dossier, builders.bank_maker())
    with pytest.raises(Refusal, match="没有写明撤下理由"):
        papers.take_out(document, actor=builders.bank_maker(), today=SINCE + DAY, reason=" ")
    papers.take_out(document, actor=builders.bank_maker(), today=SINCE + DAY, reason="传成另一户的合同")
    assert "contract" not in holding(dossier, SINCE + DAY).held
    assert dossier.documents.get().taken_out_for == "传成另一户的合同"
    with pytest.raises(Refusal, match="不必重复办理"):
        papers.take_out(document, actor=builders.bank_maker(), today=SINCE + DAY, reason="再撤一次")


def test_while_the_office_decides_the_file_stands_still():
    claim = scenes.lodged()
    dossier = claim.episode.dossier
    with pytest.raises(Refusal, match="资料包不能增减"):
        put(dossier, builders.bank_maker())
    with pytest.raises(Refusal, match="资料包不能增减"):
        papers.take_out(dossier.documents.first(), actor=builders.bank_maker(), today=FULL, reason="换一份")


def returned(*found, reason="见各项"):
    claim = scenes.lodged()
    claiming.return_claim(
        claim, actor=builders.clerk(), today=FULL, reason=reason,
        deficiencies=found or [(scenes.paper("statement"), "D02"), (None, "D06")],
    )  # fmt: skip
    return CompensationClaim.objects.get()


def relodge(claim):
    claiming.lodge(claim, actor=builders.bank_maker(), today=FULL)


def test_sent_back_without_a_code_is_refused():
    claim = scenes.lodged()
    with pytest.raises(Refusal, match="没有选择退回原因"):
        claiming.return_claim(claim, actor=builders.clerk(), today=FULL, reason="资料不行", deficiencies=[])
    assert CompensationClaim.objects.get().status == "lodged"


def test_the_bank_is_told_what_is_wanting_by_code():
    claim = returned()
    body = Message.objects.get(kind="claim.returned", recipient_code="NSH").body
    assert "“贷款账户流水”：不清晰、缺页（D02）" in body and "代偿金额和计息：金额、计息有误（D06）" in body
    assert StatusChange.objects.of(claim).last().facts["deficiencies"] == ["statement:D02", "amount:D06"]


def test_every_deficiency_is_answered_before_lodging_again():
    claim, maker = returned(), builders.bank_maker()
    on_paper, on_amount = claim.deficiencies.get(code="D02"), claim.deficiencies.get(code="D06")
    with pytest.raises(Refusal) as refused:
        relodge(claim)
    assert len(refused.value.sentences) == 2
    with pytest.raises(Refusal, match="还没有重新上传“贷款账户流水”"):
        mending.answer(on_paper, actor=maker, today=FULL, answer="已重新扫描")
    papers.upload(claim.episode.dossier, actor=maker, today=FULL, paper=scenes.paper("statement"), file=PDF)
    mending.answer(on_paper, actor=maker, today=FULL, answer="已重新扫描")
    with pytest.raises(Refusal, match="没有填写补正说明"):
        mending.answer(on_amount, actor=maker, today=FULL, answer=" ")
    mending.answer(on_amount, actor=maker, today=FULL, answer="已重新计息")
    with pytest.raises(Refusal, match="不必重复办理"):
        mending.answer(on_amount, actor=maker, today=FULL, answer="再说一次")
    relodge(claim)
    claim.refresh_from_db()
    assert (claim.status, claim.round) == ("lodged", 2)


def test_each_round_is_kept():
    claim, maker = returned((None, "D06")), builders.bank_maker()
    mending.answer(claim.deficiencies.get(), actor=maker, today=FULL, answer="已重新计息")
    relodge(claim)
    claiming.return_claim(
        claim, actor=builders.head(), today=FULL, reason="仍有误", deficiencies=[(None, "D06")]
    )
    assert list(claim.deficiencies.order_by("round").values_list("round", "answer")) == [
        (1, "已重新计息"),
        (2, ""),
    ]
    moves = StatusChange.objects.of(claim).values_list("move", flat=True)
    assert list(moves) == ["register", "lodge", "return_claim", "lodge", "return_claim"]


@pytest.mark.parametrize("who", [lambda: builders.bank_maker("ZGYH"), builders.clerk, builders.guarantor])
def test_only_the_bank_answers(who):
    row = returned().deficiencies.first()
    with pytest.raises(NotAllowed):
        mending.answer(row, actor=who(), today=FULL, answer="已补正")


def test_a_failure_half_way_leaves_the_claim_as_it_was(monkeypatch):
    claim = scenes.lodged()

    def broken(*args, **kwargs):
        raise OSError("断电")

    monkeypatch.setattr(claiming.mending, "raise_deficiencies", broken)
    with pytest.raises(OSError, match="断电"):
        claiming.return_claim(
            claim, actor=builders.clerk(), today=FULL, reason="计息有误", deficiencies=[(None, "D06")]
        )
    assert CompensationClaim.objects.get().status == "lodged"
    assert OverdueEpisode.objects.get().status == "claimed"


def test_a_list_changed_later_asks_by_the_day_of_lodging():
    from registry.lending.models import PaperRequirement

    claim = scenes.lodged()
    with builders.as_system():
        PaperRequirement(
            code="photo",
            name="经营场所照片",
            source="upload",
            from_day=1,
            by_day=10,
            in_force_from=FULL + DAY,
        ).save()
    later = FULL + 5 * DAY
    assert "经营场所照片" not in holding(claim.episode.dossier, later).missing
    claiming.return_claim(
        claim, actor=builders.clerk(), today=later, reason="见项", deficiencies=[(None, "D06")]
    )
    assert holding(claim.episode.dossier, later).missing == ["经营场所照片"]


def test_the_opening_day_is_no_day_of_the_clock():
    """Seen late, the file still counts from day 1 (R65)."""
    assert opened(date(2026, 8, 10)).opened_on == SINCE + DAY
