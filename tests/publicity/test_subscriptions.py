"""Subscriptions by e-mail: double opt-in, one digest a day, never twice, nothing missed, forgotten at the end (issue 7, D5)."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError
from django.http import QueryDict

from cms.subscriptions import serve_subscribers
from publicity.models import Subscription, SubscriptionLetter
from publicity.subscribing import keeping
from publicity.subscribing.boards import BOARDS, in_words, normal
from registry.history import clock
from registry.ledger.doors import perform
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 8)
WHO = "bator@example.cn"


@pytest.fixture(autouse=True)
def clockwork():
    with time_machine.travel(f"{DAY}T04:00:00Z", tick=False) as traveller:
        yield traveller


def links(message):
    return re.findall(r"/dingyue/\w+/[^/\s]+/", message.body)


def subscribed(client, **given):
    client.post("/dingyue/", {"board": "roster", "email": WHO, "query": ""} | given)
    serve_subscribers()
    client.post(links(mail.outbox.pop())[0])
    return Subscription.objects.get(ended_at=None)


def tomorrow(traveller, days=1):
    traveller.shift(timedelta(days=days))


def test_the_owner_confirms_by_the_letter_and_a_scanner_that_opens_links_does_not(client):
    builders.qualified(name="原有公司")
    answer = client.post("/dingyue/", {"board": "roster", "email": WHO, "query": "kind=enterprise&evil=1"})
    assert answer.status_code == 302 and not mail.outbox
    serve_subscribers()
    (letter,) = mail.outbox
    assert letter.to == [WHO] and "类别：企业" in letter.body
    address = links(letter)[0]
    assert "确认订阅" in client.get(address).content.decode()
    assert Subscription.objects.get().confirmed_at is None
    assert "订阅成了" in client.post(address).content.decode()
    held = Subscription.objects.get()
    assert held.confirmed_at and held.query == "kind=enterprise"
    assert client.get("/dingyue/queren/abc/").status_code == 404


def test_a_link_to_confirm_holds_two_days_and_then_the_address_is_forgotten(client, clockwork):
    client.post("/dingyue/", {"board": "notices", "email": WHO})
    serve_subscribers()
    clockwork.shift(timedelta(hours=49))
    assert client.post(links(mail.outbox[0])[0]).status_code == 404
    serve_subscribers()
    held = Subscription.objects.get()
    assert held.ended_at and held.email == "" and held.email_key == ""


def test_the_answer_is_the_same_for_every_address(client):
    subscribed(client)
    first = client.post("/dingyue/", {"board": "roster", "email": WHO}, follow=True)
    other = client.post("/dingyue/", {"board": "roster", "email": "neu@example.cn"}, follow=True)
    assert first.content == other.content and first.redirect_chain == other.redirect_chain
    assert Subscription.objects.filter(email=WHO).count() == 1
    for _ in range(6):
        client.post("/dingyue/", {"board": "roster", "email": "neu@example.cn"})
    assert SubscriptionLetter.objects.filter(subscription__email="neu@example.cn").count() == 3


def test_a_network_is_slowed_down_with_a_sentence(client):
    for n in range(keeping.PER_HOUR):
        client.post("/dingyue/", {"board": "roster", "email": f"a{n}@example.cn"})
    refused = client.post("/dingyue/", {"board": "roster", "email": "z@example.cn"})
    assert refused.status_code == 200 and "订阅太多" in refused.content.decode()
    assert 'value="z@example.cn"' in refused.content.decode()
    assert not Subscription.objects.filter(email="z@example.cn").exists()


def test_one_digest_a_day_of_what_passes_the_filter(client, clockwork):
    builders.qualified(name="原有公司")
    subscribed(client, query="kind=enterprise")
    builders.qualified(builders.ENTERPRISE_CODES[1], name="后来公司")
    builders.qualified(builders.INDIVIDUAL_CODES[0], name="小店")
    assert serve_subscribers() == (1, 1) and serve_subscribers() == (0, 0)
    body = mail.outbox[0].body
    assert "后来公司" in body and "小店" not in body and "原有公司" not in body and "1条更新" in body
    tomorrow(clockwork)
    assert serve_subscribers() == (0, 0)


def test_one_click_ends_it_at_once_and_forgets_the_address(client, clockwork):
    subscribed(client)
    builders.qualified(name="后来公司")
    serve_subscribers()
    sent = mail.outbox[0]
    address = re.search(r"<https?://[^/]+(/[^>]+)>", sent.extra_headers["List-Unsubscribe"])[1]
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "退订" in client.get(address).content.decode() and Subscription.objects.get().ended_at is None
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    held = Subscription.objects.get()
    assert held.ended_at and held.email == "" and held.email_key == ""
    assert client.post(address).status_code == 200
    builders.qualified(builders.ENTERPRISE_CODES[1])
    tomorrow(clockwork)
    assert serve_subscribers() == (0, 0)


def test_a_crash_at_the_mail_server_sends_nothing_twice_and_misses_nothing(client, clockwork, monkeypatch):
    subscribed(client)
    builders.qualified(name="甲公司")

    def crash(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("cms.subscriptions.EmailMessage.send", crash)
        with pytest.raises(KeyboardInterrupt):
            serve_subscribers()
    letter = SubscriptionLetter.objects.get(kind="digest")
    assert letter.claimed_at and not letter.sent_at
    assert serve_subscribers() == (0, 0) and not mail.outbox
    builders.qualified(builders.ENTERPRISE_CODES[1], name="乙公司")
    tomorrow(clockwork)
    assert serve_subscribers() == (1, 1)
    assert "甲公司" in mail.outbox[0].body and "乙公司" in mail.outbox[0].body
    tomorrow(clockwork)
    assert serve_subscribers() == (0, 0)


def test_a_refusing_server_is_tried_again_later_and_a_dead_address_is_let_go(client, clockwork, monkeypatch):
    subscribed(client)
    builders.qualified(name="甲公司")

    def refuse(*args, **kwargs):
        raise OSError("no route")

    with monkeypatch.context() as broken:
        broken.setattr("cms.subscriptions.EmailMessage.send", refuse)
        assert serve_subscribers() == (1, 0) and serve_subscribers() == (0, 0)
    letter = SubscriptionLetter.objects.get(kind="digest")
    assert letter.attempts == 1 and "OSError" in letter.error and not letter.claimed_at
    clockwork.shift(timedelta(minutes=2))
    assert serve_subscribers() == (0, 1) and "甲公司" in mail.outbox[0].body


def test_what_left_before_the_letter_went_is_not_in_it(client, clockwork, monkeypatch):
    subscribed(client)
    gone = builders.qualified(name="离开公司")
    monkeypatch.setattr("cms.subscriptions.EmailMessage.send", lambda *a, **k: 1 / 0)
    serve_subscribers()
    monkeypatch.undo()
    held = gone.qualifications.get()
    perform(held, "warn", actor=builders.clerk(), today=DAY, reason="测试")
    perform(held, "cancel", actor=builders.head(), today=DAY, reason="测试")
    clockwork.shift(timedelta(minutes=2))
    assert serve_subscribers() == (0, 0) and not mail.outbox


def test_the_database_keeps_no_address_of_an_ended_one():
    with pytest.raises(IntegrityError):
        Subscription.objects.create(
            email=WHO,
            email_key="x",
            board="roster",
            nonce="n",
            asked_at=clock.moment(),
            ended_at=clock.moment(),
        )


def test_a_filter_is_kept_in_one_form_and_told_in_words():
    board = BOARDS["notices"]
    assert normal(board, QueryDict("to=&state=open&x=1&kind=nope")) == "state=open"
    assert in_words(board, "state=open") == ["状态：公示中"]
