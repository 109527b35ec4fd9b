"""咨询留言: received without script or name, answered in time, public only after two persons, forgotten in the end."""

from datetime import date, timedelta

import pytest
import time_machine

from cms.inbox import inbox_for
from cms.pages import letters
from cms.pages.duties import letters_to_forget
from cms.pages.founding import build_site
from cms.pages.models import Letter
from publicity import flooding
from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.errors import Refusal
from registry.ledger.models import Message
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 8)
GIVEN = {
    "kind": "question",
    "subject": "能不能申报",
    "text": "合作社能不能申报信保贷？",
    "name": "王小明",
    "phone": "13900001111",
    "may_publish": "on",
}


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel("2026-05-08 12:00:00+08:00", tick=False):
        build_site()
        yield


def received(**fields):
    return letters.receive_letter(**{**GIVEN, "may_publish": True, **fields}, today=DAY)


def answered(**fields):
    letter, _ = received(**fields)
    letters.answer(letter, actor=builders.clerk(), today=DAY, text="合作社目前不能申报，成员有执照的可以。")
    return letter


def prepared():
    letter = answered()
    copy = {
        "subject": "能不能申报",
        "text": "合作社能不能申报？",
        "answer": "合作社目前不能申报，成员有执照的可以。",
    }
    letters.prepare(letter, actor=builders.clerk(), today=DAY, **copy)
    return letter


def test_a_letter_is_received_and_followed_by_number_and_code(client):
    assert client.post("/zixun/", GIVEN).status_code == 302
    client.post("/zixun/", GIVEN)
    letter = Letter.objects.get()
    html = client.get("/zixun/huizhi/").content.decode()
    assert received()[1] in html, "a double click shows the same code"
    code = html.split('class="apply-number">')[2][:8]
    assert letter.receipt_number in html and letter.due_on == date(2026, 5, 14)
    letters.answer(letter, actor=builders.clerk(), today=DAY, text="合作社目前不能申报。")
    asked = {"receipt_number": letter.receipt_number.lower(), "code": code}
    assert "合作社目前不能申报" in client.post("/zixun/jindu/", asked, follow=True).content.decode()
    wrong = client.post("/zixun/jindu/", asked | {"code": "AAAAAAAA"}).content.decode()
    assert "没有找到" in wrong and "合作社目前不能申报" not in wrong


def test_what_was_typed_is_kept_and_every_reason_is_told(client):
    html = client.post("/zixun/", GIVEN | {"subject": "", "phone": "123"}).content.decode()
    assert (
        "没有填写“主题”" in html
        and GIVEN["text"] in html
        and "王小明" in html
        and not Letter.objects.exists()
    )
    html = client.post("/zixun/", GIVEN | {"phone": "123"}).content.decode()
    assert 'role="alert"' in html and GIVEN["text"] in html and not Letter.objects.exists()


def test_a_busy_network_is_asked_a_sum_and_never_a_picture(client, monkeypatch):
    monkeypatch.setattr(flooding, "FREE", 0)
    html = client.post("/zixun/", GIVEN).content.decode()
    assert "等于几" in html and GIVEN["text"] in html and not Letter.objects.exists()
    answer = client.session["letter_sum"]["answer"]
    assert client.post("/zixun/", GIVEN | {"answer": answer}).status_code == 302


def test_codes_are_not_guessed(client):
    for _ in range(flooding.GUESSES):
        client.post("/zixun/jindu/", {"receipt_number": "LY202600001", "code": "AAAAAAAA"})
    told = client.post(
        "/zixun/jindu/", {"receipt_number": "LY202600001", "code": "AAAAAAAA"}
    ).content.decode()
    assert "出错太多" in told


def test_a_late_answer_alarms_the_office_once():
    letter, _ = received()
    assert not letters.late_letters(letter.due_on)
    late = letter.due_on + timedelta(days=1)
    assert letters.late_letters(late) == [letter]
    for _ in range(2):
        letters.tell_late(letter, actor=system_actor(), today=late)
    assert Message.objects.filter(subject__startswith="留言超期").count() == 1 and not letters.late_letters(
        late
    )
    with time_machine.travel("2026-05-20 12:00:00+08:00", tick=False):
        waiting = {item["label"]: item["count"] for item in inbox_for(builders.clerk())}
    assert waiting["超期未答复的留言"] == 1 and waiting["待答复的留言"] == 1


def test_an_answer_is_public_only_after_a_second_person(client):
    letter = prepared()
    assert "能不能申报" not in client.get("/zixun/").content.decode().partition("已公开的答复")[2]
    assert client.get(letter.get_absolute_url()).status_code == 404
    both = builders.user("both", "head")
    with pytest.raises(Refusal):
        letters.publish(letter, actor=builders.clerk(), today=DAY)
    letters.publish(letter, actor=both, today=DAY)
    html = client.get(letter.get_absolute_url()).content.decode()
    assert "合作社能不能申报？" in html and "王小明" not in html and "13900001111" not in html
    letters.withdraw(letter, actor=builders.head(), today=DAY, reason="政策已变")
    assert client.get(letter.get_absolute_url()).status_code == 410


@pytest.mark.parametrize(("change", "why"), [
    ({"text": "请回13900001111"}, "个人的完整号码"), ({"text": "王小明问能不能"}, "留言人的称呼"), ({"answer": ""}, "没有填写"),
])  # fmt: skip
def test_a_copy_that_tells_who_wrote_is_refused(change, why):
    letter = answered()
    copy = {"subject": "能不能", "text": "能不能申报？", "answer": "不能申报，请看指南。"} | change
    with pytest.raises(Refusal, match=why):
        letters.prepare(letter, actor=builders.clerk(), today=DAY, **copy)
    assert Letter.objects.get().status == "answered"


def test_without_consent_nothing_is_published():
    letter = answered(may_publish=False)
    with pytest.raises(Refusal, match="没有同意公开"):
        letters.prepare(letter, actor=builders.clerk(), today=DAY, subject="甲甲", text="乙乙", answer="丙丙")


def test_an_answer_holds_no_number_of_a_person():
    letter, _ = received()
    with pytest.raises(Refusal, match="个人的完整号码"):
        letters.answer(letter, actor=builders.clerk(), today=DAY, text="请联系经办人13900002222。")


def test_the_first_copy_hides_numbers_and_name():
    letter, _ = received(text="我是王小明，电话13900001111，能不能申报？")
    copy = letters.first_copy(letter)
    assert "王小明" not in copy["text"] and "13900001111" not in copy["text"]


def test_what_was_typed_leaves_in_the_end_history_included():
    letter = answered()
    assert not list(letters_to_forget(letter.forget_on - timedelta(days=1)))
    assert list(letters_to_forget(letter.forget_on)) == [letter]
    letters.forget_letter(letter, actor=system_actor(), today=letter.forget_on)
    rows = [
        *Letter.objects.values("subject", "text", "name", "phone"),
        *Letter.history.values("subject", "text", "name", "phone"),
    ]
    assert rows and not any(any(row.values()) for row in rows)


def test_only_the_office_sees_letters():
    received()
    assert (
        Letter.objects.visible_to(builders.clerk()).count()
        == 1
        == Letter.objects.visible_to(builders.auditor()).count()
    )
    for person in (
        builders.bank_maker(),
        builders.recommender(),
        builders.reviewer(),
        builders.user("bianji", "editor"),
    ):
        assert not Letter.objects.visible_to(person).exists()
    with acting(builders.clerk(), "试"), pytest.raises(Exception, match="不删除"):
        Letter.objects.get().delete()
