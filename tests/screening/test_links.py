"""The signed link: one institution, a code by mail, every use logged; expired, revoked, forged and reused are refused."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from registry.ledger.errors import NotAllowed, Refusal
from registry.screening import links
from registry.screening.models import LinkUse
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 9)
NOON = datetime(2026, 5, 9, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def application():
    return chapters.in_screening(builders.business())


def issue(code="FEDERATION", **given):
    fields = {
        "mail_domain": "gsl.example.org",
        "expires_on": date(2026, 5, 30),
        "address_of": lambda t: f"/opinion/{t}/",
    }
    return links.issue_link(builders.institution(code), actor=builders.clerk(), today=DAY, **(fields | given))


def enter(client, link, address="a@gsl.example.org"):
    page = f"/opinion/{links.token_of(link)}/"
    client.post(page, {"step": "address", "address": address})
    code = re.search(r"\d{6}", mail.outbox[-1].body).group()
    return page, code, client.post(page, {"step": "code", "code": code})


def test_a_body_without_an_account_answers_its_own_questions(application, client):
    link = issue()
    page, _, entered = enter(client, link)
    assert entered.status_code == 302 and mail.outbox[-1].to == ["a@gsl.example.org"]
    mine = application.opinions.get(institution__code="FEDERATION")
    text = client.get(page).content.decode()
    assert str(mine.condition) in text and "旗人民法院" not in text
    client.post(page, {"step": "answer", "opinion": mine.pk, "answer": "pass"})
    mine.refresh_from_db()
    assert mine.answer == "pass" and mine.answered_mail == "a@gsl.example.org"
    assert not mine.answered_by.is_active and mine.answered_by.username == "link-federation"
    assert list(LinkUse.objects.order_by("id").values_list("what", flat=True)) == [
        "sent",
        "entered",
        "answered",
    ]


def test_another_institutions_question_is_refused_and_logged(application, client):
    page, _, _ = enter(client, issue())
    foreign = application.opinions.filter(institution__code="COURT").first()
    told = client.post(page, {"step": "answer", "opinion": foreign.pk, "answer": "pass"}).content.decode()
    foreign.refresh_from_db()
    assert foreign.answer == "" and "不是旗工商业联合会待答复的意见" in told
    assert LinkUse.objects.filter(what="refused", detail__contains=str(foreign.pk)).exists()


def test_another_mail_domain_gets_no_code(application, client):
    page = f"/opinion/{links.token_of(issue())}/"
    for address in ("a@other.example.org", "a@xgsl.example.org", "a@gsl.example.org.evil.org"):
        told = client.post(page, {"step": "address", "address": address}).content.decode()
        assert "不是“@gsl.example.org”的邮箱" in told
    assert not mail.outbox


def test_a_code_is_good_once_and_the_other_browser_stays_out(application, client, django_user_model):
    link = issue()
    _, code, _ = enter(client, link)
    assert not links.try_code(link, "a@gsl.example.org", code, now=NOON)
    fresh = links.new_code(link, "a@gsl.example.org", now=NOON)
    assert not links.try_code(link, "b@gsl.example.org", fresh, now=NOON)
    assert not links.try_code(link, "a@gsl.example.org", fresh, now=NOON + timedelta(minutes=11))


def test_five_wrong_tries_spend_a_code_and_five_codes_an_hour():
    link = issue()
    code = links.new_code(link, "a@gsl.example.org", now=NOON)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert not any(links.try_code(link, "a@gsl.example.org", wrong, now=NOON) for _ in range(5))
    assert not links.try_code(link, "a@gsl.example.org", code, now=NOON)
    for _ in range(4):
        links.new_code(link, "a@gsl.example.org", now=NOON)
    with pytest.raises(Refusal, match="一小时内"):
        links.new_code(link, "a@gsl.example.org", now=NOON)


def test_revoked_throws_out_who_is_already_inside(application, client):
    link = issue()
    page, _, _ = enter(client, link)
    with pytest.raises(Refusal, match="理由"):
        links.revoke_link(link, actor=builders.clerk(), today=DAY, reason="")
    links.revoke_link(link, actor=builders.clerk(), today=DAY, reason="发错单位")
    answer = client.get(page)
    assert answer.status_code == 403 and "撤销" in answer.content.decode()
    assert LinkUse.objects.filter(what="refused").exists()


def test_expired_and_forged_links_open_nothing(application, client):
    token = links.token_of(issue())
    with time_machine.travel(datetime(2026, 5, 31, 0, 1, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        assert "已经过期" in client.get(f"/opinion/{token}/").content.decode()
    for forged in (token[:-2] + "xx", "x", token.replace(":", "-")):
        assert client.get(f"/opinion/{forged}/").status_code == 403


def test_the_session_of_one_link_does_not_open_another(application, client):
    enter(client, issue())
    other = issue("COURT", mail_domain="fy.example.org")
    text = client.get(f"/opinion/{links.token_of(other)}/").content.decode()
    assert "发送验证码" in text and "提交这一条" not in text


def test_the_page_is_kept_from_searches_and_other_sites_but_can_be_posted(application, client):
    answer = client.get(f"/opinion/{links.token_of(issue())}/")
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert "no-store" in answer["Cache-Control"]


def test_who_may_issue_and_for_how_long():
    with pytest.raises(NotAllowed):
        links.issue_link(
            builders.institution("TAX"),
            actor=builders.reviewer("TAX"),
            today=DAY,
            expires_on=DAY,
            address_of=str,
        )
    with pytest.raises(Refusal) as refused:
        issue(mail_domain="", expires_on=date(2027, 1, 1))
    assert len(refused.value.sentences) == 2
