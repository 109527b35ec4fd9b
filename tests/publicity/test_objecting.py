"""An objection from the phone to the reply: files, acceptance, copy, the business's side, days, and what nobody may do (A11)."""

from datetime import date, timedelta

import pytest

from cms.duties import bring_to
from publicity import acts, deadlines, handling, papers, receiving, statements
from publicity.models import NoticeEntry, Objection, ObjectionPaper, Statement, WaitingPaper
from publicity.progress import progress
from publicity.timeline import entry_timeline
from registry.documents.models import IssuedDocument
from registry.history.acting import acting
from registry.history.clock import moment
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Message
from registry.ledger.proposals.deciding import approve
from registry.ledger.proposals.models import Proposal
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 8)
FACTS = "我是李四，该企业去年拖欠我的货款，法院已判决，至今没有履行，可打13911111111核实。"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def notice():
    return chapters.notice_of([builders.business(), builders.business(builders.INDIVIDUAL_CODES[0])], DAY)


@pytest.fixture
def entry(notice):
    return notice.entries.order_by("ordinal").first()


def chosen(name="欠条.png", content=PNG, ticket="t" * 32):
    return papers.keep_paper(ticket, name=name, content=content, today=DAY)


def objected(entry, today=DAY, **given):
    fields = {
        "sort": "person",
        "name": "李四",
        "phone": "13911111111",
        "address": "阿镇团结路3号",
        "facts": FACTS,
    } | given
    return receiving.receive_objection(entry, today=today, **fields)


def taken(objection, *steps, today=DAY):
    for step in steps:
        getattr(handling, step)(objection, actor=builders.clerk(), today=today, reason="经核实")
    return objection


def asked(objection):
    taken(objection, "accept")
    copy = statements.first_copy(objection)
    statements.share_copy(objection, text=copy, actor=builders.clerk(), today=DAY)
    return statements.ask_statement(objection, actor=builders.clerk(), today=DAY)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.exe", b"MZ", "只接受PDF、JPG、PNG"),
        ("a.png", b"", "是空的"),
        ("a.png", b"MZ\x90\x00", "内容与扩展名"),
        ("a.svg", b"<svg onload=alert(1)>", "只接受"),
        ("a.png", PNG + bytes(10 * 1024 * 1024), "超过10MB"),
    ],
)
def test_a_file_that_is_not_what_it_says_leaves_nothing_behind(name, content, said):
    with pytest.raises(Refusal, match=said):
        chosen(name, content)
    assert not WaitingPaper.objects.exists()


def test_a_file_waits_is_handed_in_once_and_is_gone_from_quarantine(entry):
    paper = chosen()
    assert chosen("又一次.png") == paper
    objection = objected(entry, papers=[paper])
    kept = ObjectionPaper.objects.get()
    assert (kept.objection, kept.original_name, kept.side) == (objection, "欠条.png", "sender")
    assert kept.file.read() == PNG and not WaitingPaper.objects.exists()


def test_a_seventh_file_is_refused_and_one_left_behind_goes_the_next_day(entry):
    for n in range(papers.MOST):
        chosen(content=PNG + bytes([n]))
    with pytest.raises(Refusal, match="已经选了6份"):
        chosen(content=PNG + b"more")
    stored = [p.file for p in WaitingPaper.objects.all()]
    bring_to(DAY + timedelta(days=1), since=DAY + timedelta(days=1))
    assert not WaitingPaper.objects.exists()
    assert len(stored) == papers.MOST


def test_nothing_the_sender_wrote_can_be_changed(entry):
    objection = objected(entry)
    for name in ("facts", "name", "phone", "address", "sort", "original_sha256", "received_on"):
        objection.refresh_from_db()
        setattr(objection, name, "organisation" if name == "sort" else DAY if name == "received_on" else "改")
        if name == "received_on":
            objection.received_on = DAY + timedelta(days=1)
        with acting(builders.clerk(), "改动"), pytest.raises(Refusal, match="不得改动"):
            objection.save()
    objection.refresh_from_db()
    assert objection.facts == FACTS and objection.original_sha256 == objection.fingerprint_now()


def test_acceptance_and_refusal_are_told_in_writing_without_the_senders_name(entry, notice):
    accepted = taken(objected(entry), "accept")
    declined = taken(
        objected(entry, facts="我不喜欢这家店的老板和店员，态度不好。", phone="13922222222"), "decline"
    )
    letters = {d.record_id: d for d in IssuedDocument.objects.filter(kind__in=("ack", "not_ack"))}
    assert letters[accepted.pk].kind == "ack" and letters[declined.pk].kind == "not_ack"
    assert "经核实" in letters[declined.pk].body
    for letter in letters.values():
        assert "李四" not in letter.body + letter.title + letter.addressee and not letter.copies.exists()


def test_the_days_run_from_step_to_step(entry):
    objection = objected(entry)
    assert objection.accept_due_on == date(2026, 5, 12)
    taken(objection, "accept", today=date(2026, 5, 9))
    assert objection.decide_due_on == date(2026, 5, 29)
    taken(objection, "investigate", "find_unfounded", today=date(2026, 5, 11))
    assert objection.reply_due_on == date(2026, 5, 18)
    assert deadlines.deadline_in_words(objection, date(2026, 5, 20)) == "2026年5月18日前答复，已超过2天"


def test_each_missed_day_is_told_once(entry):
    objection = objected(entry)
    late = objection.accept_due_on + timedelta(days=1)
    bring_to(objection.accept_due_on)
    assert not Message.objects.filter(subject__startswith="异议超期").exists()
    for _ in range(2):
        bring_to(late, since=late)
    assert Message.objects.filter(subject__startswith="异议超期").count() == 1
    taken(objection, "accept", today=late)
    bring_to(objection.decide_due_on + timedelta(days=1))
    assert Message.objects.filter(subject__startswith="异议超期").count() == 2


def test_the_business_reads_the_copy_only_and_answers_once(entry):
    objection = taken(objected(entry), "accept")
    with pytest.raises(Refusal, match="还没有脱敏文本"):
        statements.ask_statement(objection, actor=builders.clerk(), today=DAY)
    with pytest.raises(Refusal, match="姓名"):
        statements.share_copy(objection, text="李四反映拖欠货款。", actor=builders.clerk(), today=DAY)
    statements.share_copy(objection, text=statements.first_copy(objection), actor=builders.clerk(), today=DAY)
    statement = statements.ask_statement(objection, actor=builders.clerk(), today=DAY)
    letter = statement.letter
    for told in ("李四", "13911111111", "团结路"):
        assert told not in letter.body
    assert "拖欠" in letter.body and statement.due_on == date(2026, 5, 14)
    with pytest.raises(Refusal, match="不能再改"):
        statements.share_copy(objection, text="另一份脱敏文本。", actor=builders.clerk(), today=DAY)
    given = {"text": "判决已于三月履行完毕，附付款凭证。", "signed_by": "张三", "today": DAY}
    statements.give_statement(statement, papers=[chosen("凭证.png")], **given)
    with pytest.raises(Refusal, match="不能重复提交"):
        statements.give_statement(statement, **given)
    assert ObjectionPaper.objects.get().side == "business"
    objection.refresh_from_db()
    assert "履行完毕" not in str(progress(objection, whole=True))


def test_the_letter_opens_to_the_right_business_only_and_guessing_is_stopped(entry):
    statement = asked(objected(entry))
    code, uscc = statement.letter.check_code, entry.uscc
    now = moment()
    assert statements.find_statement(code.lower(), uscc, visitor="a", moment=now) == statement
    for n in range(5):
        with pytest.raises(Refusal, match="不相符"):
            statements.find_statement(code, builders.INDIVIDUAL_CODES[0], visitor=f"b{n}", moment=now)
    with pytest.raises(Refusal, match="输错的次数太多"):
        statements.find_statement(code, uscc, visitor="a", moment=now)


def test_silence_is_told_to_the_office_once_and_a_late_word_is_still_taken(entry):
    statement = asked(objected(entry))
    late = statement.due_on + timedelta(days=1)
    for _ in range(2):
        bring_to(late, since=late)
    assert Message.objects.filter(subject__startswith="没有收到说明").count() == 1
    statements.give_statement(statement, text="情况属实，正在筹款。", signed_by="张三", today=late)
    assert Statement.objects.get().given_on == late


def test_who_may_not_handle_an_objection_may_not_do_any_of_this(entry):
    objection = taken(objected(entry), "accept")
    statement_copy = {"text": "反映拖欠货款。", "actor": builders.legal(), "today": DAY}
    with pytest.raises(NotAllowed):
        statements.share_copy(objection, **statement_copy)
    with pytest.raises(NotAllowed):
        statements.ask_statement(objection, actor=builders.bank_maker(), today=DAY)
    for person in (builders.legal(), builders.leader(), builders.bank_maker(), builders.recommender()):
        for model in (Objection, ObjectionPaper, Statement):
            assert not model.objects.visible_to(person).exists()


def test_the_reply_never_names_the_sender(entry):
    objection = taken(objected(entry), "accept", "investigate", "find_minor")
    with pytest.raises(Refusal, match="姓名"):
        handling.reply(
            objection,
            actor=builders.clerk(),
            today=DAY,
            reason="答复",
            text="李四同志：您反映的情况已经核实清楚。",
        )
    objection.refresh_from_db()
    assert objection.status == "minor" and not IssuedDocument.objects.filter(kind="reply").exists()


def texts(entry, today):
    fresh = NoticeEntry.objects.select_related("notice", "announcement").get(pk=entry.pk)
    return [line["text"] for line in entry_timeline(fresh, today)]


def test_the_public_timeline_tells_the_outcome_after_the_window_and_never_the_sender(notice, entry):
    objection = taken(objected(entry), "accept", "investigate")
    assert texts(entry, DAY) == [f"列入公示（{notice.number}）"]
    after = notice.ends_on + timedelta(days=1)
    bring_to(after)
    assert any("暂缓认定" in line for line in texts(entry, after))
    given = {"actor": builders.clerk(), "today": after, "reason": "经向法院核实"}
    acts.find_unfounded(objection, **given)
    approve(Proposal.objects.get(), actor=builders.head(), today=after, reason="同意")
    told = texts(entry, after)
    assert any("经核查不属实" in line for line in told) and told[-1] == "认定为信用企业（户）"
    assert "李四" not in str(told) and objection.receipt_number not in str(told)


def test_a_finding_during_the_window_is_not_told_before_its_end(notice, entry):
    taken(objected(entry), "accept", "investigate", "find_major")
    assert texts(entry, notice.ends_on) == [f"列入公示（{notice.number}）"]
    after = notice.ends_on + timedelta(days=1)
    bring_to(after)
    assert any("构成重大失信事件" in line for line in texts(entry, after))


def test_when_its_time_is_over_the_sender_leaves_whole_history_and_files_included(entry):
    objection = objected(entry, papers=[chosen()])
    taken(objection, "accept", "investigate", "find_unfounded")
    handling.reply(
        objection, actor=builders.clerk(), today=DAY, reason="答复", text="您反映的情况已经核查清楚，谢谢。"
    )
    assert objection.forget_on == date(2028, 5, 8)
    stored = ObjectionPaper.objects.get().file
    place, name = stored.storage, stored.name
    bring_to(date(2028, 5, 7), since=date(2028, 5, 7))
    assert place.exists(name) and Objection.objects.get().name == "李四"
    bring_to(date(2028, 5, 8), since=date(2028, 5, 8))
    left = Objection.objects.get()
    assert (left.name, left.phone, left.address, left.facts, left.status) == ("", "", "", "", "answered")
    rows = [*Objection.history.values(), *ObjectionPaper.history.values(), *ObjectionPaper.objects.values()]
    assert not [row for row in rows if "李四" in str(row) or "欠条" in str(row) or "13911111111" in str(row)]
    assert left.original_sha256 and left.receipt_number


def test_a_sender_may_add_papers_until_it_is_found(entry):
    objection = objected(entry)
    receiving.add_papers(objection, [chosen()], today=DAY)
    assert objection.papers.count() == 1
    taken(objection, "accept", "investigate", "find_minor")
    with pytest.raises(Refusal, match="不再补充材料"):
        receiving.add_papers(objection, [chosen(content=PNG + b"2")], today=DAY)
