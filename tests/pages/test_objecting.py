"""An objector with a photo on a phone, and the business that answers: what they choose and type is kept, nothing private is shown."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from publicity import flooding, handling, statements
from publicity.models import Objection, ObjectionPaper, WaitingPaper
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 11, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
WORDS = {
    "sort": "person",
    "name": "李四",
    "phone": "139 1111 2222",
    "address": "阿镇",
    "facts": "拖欠工人工资三个月，有欠条为证。",
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def entry():
    return chapters.notice_of([builders.business()], NOON.date() - timedelta(days=3)).entries.get()


def photo(name="照片.png", content=PNG):
    return SimpleUploadedFile(name, content, "image/png")


def text_of(answer):
    return answer.content.decode()


def sent(client, entry, *photos, **given):
    return client.post("/fankui/", {"entry": entry.pk, "evidence": list(photos)} | WORDS | given, follow=True)


def test_photos_survive_a_slip_in_the_words(client, entry):
    first = sent(client, entry, photo(), photo("二.png", PNG + b"2"), phone="12")
    assert "没有提交成功" in text_of(first) or "请更正" in text_of(first)
    assert "照片.png" in text_of(first) and "拖欠工人工资" in text_of(first)
    assert not Objection.objects.exists()
    receipt = text_of(sent(client, entry))
    objection = Objection.objects.get()
    assert objection.receipt_number in receipt and "2份材料" in receipt
    assert objection.papers.count() == 2 and not WaitingPaper.objects.exists()


def test_a_bad_file_is_told_and_the_good_one_and_the_words_are_kept(client, entry):
    text = text_of(sent(client, entry, photo(), SimpleUploadedFile("病毒.exe", b"MZ")))
    assert "只接受PDF、JPG、PNG" in text and "照片.png" in text and 'value="李四"' in text
    assert not Objection.objects.exists() and WaitingPaper.objects.count() == 1


def test_a_chosen_photo_can_be_taken_away_again(client, entry):
    text_of(client.post("/fankui/", {"upload": "1", "evidence": [photo()], **WORDS}))
    paper = WaitingPaper.objects.get()
    stranger = type(client)()
    stranger.post("/fankui/", {"remove": paper.pk})
    assert WaitingPaper.objects.exists()
    text = text_of(client.post("/fankui/", {"remove": paper.pk, **WORDS}))
    assert not WaitingPaper.objects.exists() and "拖欠工人工资" in text


def test_an_anonymous_lead_keeps_nothing_of_a_person(client, entry):
    text = text_of(sent(client, entry, photo(), sort="anonymous"))
    lead = Objection.objects.get()
    assert (lead.name, lead.phone, lead.address, lead.status) == ("", "", "", "lead")
    assert "不能查询进度" in text and lead.papers.count() == 1


def test_progress_is_told_for_the_tail_and_the_letters_for_the_whole_number_only(client, entry):
    sent(client, entry)
    objection = Objection.objects.get()
    handling.accept(objection, actor=builders.clerk(), today=NOON.date())
    asked = {"receipt_number": objection.receipt_number.lower(), "phone": "2222"}
    text = text_of(client.post("/fankui/jindu/", asked, follow=True))
    assert (
        "已受理" in text
        and "查验码" not in text
        and "补充材料" not in re.sub("<p class=.soft.>.*?</p>", "", text)
    )
    whole = text_of(client.post("/fankui/jindu/", asked | {"phone": "13911112222"}, follow=True))
    assert "受理告知" in whole and "查验码" in whole and "李四" not in whole and "工资" not in whole
    added = text_of(client.post("/fankui/jindu/", {"add": "1", "evidence": [photo()]}))
    assert "已收到1份材料" in added and ObjectionPaper.objects.count() == 1
    client.post("/fankui/jindu/", {"leave": "1"})
    assert objection.receipt_number not in text_of(client.get("/fankui/jindu/"))


def test_a_stranger_who_knows_the_tail_adds_nothing_and_guessing_is_stopped(client, entry):
    sent(client, entry)
    number = Objection.objects.get().receipt_number
    client.post("/fankui/jindu/", {"receipt_number": number, "phone": "2222"})
    client.post("/fankui/jindu/", {"add": "1", "evidence": [photo()]})
    assert not ObjectionPaper.objects.exists()
    for n in range(5):
        text = text_of(client.post("/fankui/jindu/", {"receipt_number": number, "phone": f"000{n}"}))
        assert "不相符" in text
    assert "输错的次数太多" in text_of(
        client.post("/fankui/jindu/", {"receipt_number": number, "phone": "2222"})
    )


def test_the_twenty_first_of_a_village_answers_a_sum_and_gets_in(client, entry):
    for n in range(flooding.FREE):
        flooding.note_objection("127.0.0.1", f"{n}", moment=NOON)
    text = text_of(sent(client, entry, photo()))
    assert "等于几" in text and not Objection.objects.exists() and "照片.png" in text
    wrong = text_of(sent(client, entry, answer="0"))
    assert "没有答对" in wrong and not Objection.objects.exists()
    right = client.session["feedback_sum"]["answer"]
    assert "受理号" in text_of(sent(client, entry, answer=right))
    assert Objection.objects.get().papers.count() == 1


def test_nothing_of_an_objection_can_be_fetched_by_the_public(client, entry):
    sent(client, entry, photo())
    stored = ObjectionPaper.objects.get().file.name
    for address in (
        f"/media/{stored}",
        f"/{stored}",
        f"/admin/publicity/objectionpaper/{ObjectionPaper.objects.get().pk}/file/file/",
    ):
        assert client.get(address).status_code in (302, 404), address
    page = text_of(client.get(entry.notice.get_absolute_url())) + text_of(
        client.get(f"/n/{entry.notice.serial}/1/")
    )
    for told in ("李四", "139 1111 2222", "13911112222", "工资"):
        assert told not in page


def asked(entry, client):
    sent(client, entry)
    objection = Objection.objects.get()
    handling.accept(objection, actor=builders.clerk(), today=NOON.date())
    statements.share_copy(
        objection, text="反映拖欠工人工资三个月。", actor=builders.clerk(), today=NOON.date()
    )
    return statements.ask_statement(objection, actor=builders.clerk(), today=NOON.date())


def test_the_business_reads_what_is_said_of_it_and_answers_with_a_paper(client, entry):
    statement, other = asked(entry, client), type(client)()
    wrong = other.post(
        "/fankui/shuoming/", {"check_code": statement.letter.check_code, "uscc": builders.ENTERPRISE_CODES[1]}
    )
    assert "不相符" in text_of(wrong)
    found = {"check_code": statement.letter.check_code, "uscc": entry.uscc}
    page = text_of(other.post("/fankui/shuoming/", found, follow=True))
    assert "拖欠工人工资三个月" in page and "李四" not in page and "2026年5月18日" in page
    short = other.post(
        "/fankui/shuoming/", {"text": "没有", "signed_by": "张三", "evidence": [photo("工资表.png")]}
    )
    assert "应在10至5000字之间" in text_of(short) and "工资表.png" in text_of(short)
    done = other.post(
        "/fankui/shuoming/", {"text": "工资已于四月全部付清，附工资表。", "signed_by": "张三"}, follow=True
    )
    assert "已收到说明" in text_of(done)
    statement.refresh_from_db()
    assert statement.online and statement.objection.papers.get().side == "business"


def test_an_entry_has_a_page_of_its_own_and_a_withdrawn_one_keeps_its_number_only(client, entry):
    from publicity.withdrawing import withdraw_entry

    address = f"/n/{entry.notice.serial}/1/"
    assert (
        entry.shown_name in text_of(client.get(address))
        and client.get(f"/n/{entry.notice.serial}/9/").status_code == 404
    )
    withdraw_entry(entry, actor=builders.clerk(), today=NOON.date(), reason="申报人撤回")
    text = text_of(client.get(address))
    assert entry.shown_name not in text and entry.uscc not in text and "已撤回" in text
