# ruff: noqa: F811, F401 (fixtures are taken from walking.py by name)
"""After handing in: ten minutes to think again, how far it is, and supplements."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registry.screening import asking, supplements
from registry.screening.models import Application, DraftPaper
from tests import builders
from tests.stories import chapters

from .walking import (
    CODE,
    CONSENTS,
    FIGURES,
    NOON,
    PHONE,
    SHOP,
    SUBJECT,
    at,
    clock,
    fill,
    handed_in,
    leads_to,
    paper,
    send,
    window,
)

pytestmark = pytest.mark.django_db


class TestTenMinutes:
    def test_answers_can_be_changed(self, client, window, clock):
        application = handed_in(client)
        clock.shift(timedelta(minutes=9))
        assert client.post("/shenbao/huizhi/", {"change": "1"}).status_code == 302
        leads_to(send(client, "xinxi", SHOP | {"name": "小兰便利店"}), "panduan")
        leads_to(send(client, "jingying", FIGURES | {"employees": "4"}), "panduan")
        send(client, "cailiao", {"remove": DraftPaper.objects.filter(kind="form").get().pk})
        send(client, "cailiao", paper("form", chapters.PDF + b"new"))
        leads_to(send(client, "hedui", {}), "huizhi")
        application.refresh_from_db()
        assert (application.business.name, application.employees) == ("小兰便利店", 4)
        assert application.attachments.standing().count() == 2 and application.attachments.count() == 3
        assert application.status == "submitted" and Application.objects.count() == 1

    def test_it_can_be_taken_back(self, client, window, clock):
        application = handed_in(client)
        clock.shift(timedelta(minutes=10))
        assert client.post("/shenbao/huizhi/", {"take_back": "1"}).status_code == 302
        application.refresh_from_db()
        assert application.status == "withdrawn"
        assert "已经撤回" in at(client, "jindu")

    def test_a_second_late_is_too_late(self, client, window, clock):
        application = handed_in(client)
        clock.shift(timedelta(minutes=10, seconds=1))
        assert "确定撤回" not in at(client, "huizhi")
        assert "已经过了时间" in client.post("/shenbao/huizhi/", {"take_back": "1"}).content.decode()
        leads_to(send(client, "hedui", {}), "huizhi")
        application.refresh_from_db()
        assert application.status == "submitted"

    def test_not_when_the_office_has_begun(self, client, window):
        application = handed_in(client)
        asking.start_screening(application, actor=builders.clerk(), today=NOON.date())
        assert "已经过了时间" in client.post("/shenbao/huizhi/", {"take_back": "1"}).content.decode()

    def test_a_double_click_hands_in_once(self, client, window):
        handed_in(client)
        send(client, "hedui", {})
        assert Application.objects.count() == 1


class TestProgress:
    def ask(self, client, number, phone):
        return client.post(
            "/shenbao/jindu/", {"receipt_number": number, "phone": phone}, follow=True
        ).content.decode()

    def test_the_tail_shows_how_far_it_is_and_nothing_more(self, client, window):
        application = handed_in(client)
        client.cookies.clear()
        text = self.ask(client, application.receipt_number.lower().replace("-", ""), "1234")
        assert "等待办公室审阅" in text and "2026年5月6日" in text and "小兰超市" not in text
        assert client.get("/shenbao/huizhi/").status_code == 302

    def test_wrong_number_and_wrong_telephone_read_the_same(self, client, window):
        application = handed_in(client)
        client.cookies.clear()
        one, two = (
            self.ask(client, application.receipt_number, "9999"),
            self.ask(client, "SB202605-9999", "1234"),
        )
        assert "受理号与电话不相符" in one and "受理号与电话不相符" in two

    def test_tails_cannot_be_tried_one_after_the_other(self, client, window):
        application = handed_in(client)
        client.cookies.clear()
        for tail in range(5):
            self.ask(client, application.receipt_number, f"{tail:04d}")
        assert "输错的次数太多" in self.ask(client, application.receipt_number, "1234")

    def test_leaving_forgets(self, client, window):
        handed_in(client)
        client.post("/shenbao/jindu/", {"leave": "1"})
        assert client.get("/shenbao/huizhi/").status_code == 302

    def test_a_leap_between_visitors_is_impossible(self, client, window):
        """Without having shown number and telephone, nothing is told and nothing can be done."""
        handed_in(client)
        client.cookies.clear()
        for page in ("huizhi", "buzheng"):
            assert client.get(f"/shenbao/{page}/").status_code == 302
            assert client.post(f"/shenbao/{page}/", {"take_back": "1", "finish": "1"}).status_code == 302
        assert Application.objects.get().status == "submitted"


class TestSupplement:
    DUE = (NOON + timedelta(days=5)).date()

    def asked(self, client, items=("credit_report", "figures")):
        application = handed_in(client)
        supplements.ask_supplement(
            application,
            actor=builders.clerk(),
            today=NOON.date(),
            reason="征信报告看不清",
            due_on=self.DUE,
            items=items,
        )
        client.cookies.clear()
        self.find(client, application)
        return application

    def find(self, client, application):
        return client.post(
            "/shenbao/jindu/", {"receipt_number": application.receipt_number, "phone": PHONE}, follow=True
        )

    def test_exactly_what_was_asked_is_supplied_and_handed_in_again(self, client, window, clock):
        application = self.asked(client)
        assert "征信报告看不清" in at(client, "jindu") and "2026年5月11日以前补正，还有5天" in at(
            client, "jindu"
        )
        answer = client.post("/shenbao/buzheng/", {"finish": "1"}).content.decode()
        assert "人民银行征信报告、经营情况和纳税情况" in answer
        new = SimpleUploadedFile("新.pdf", chapters.PDF + b"clear")
        assert client.post("/shenbao/buzheng/", {"item": "credit_report", "file": new}).status_code == 302
        client.cookies.clear()
        self.find(client, application)
        assert "已收到：新.pdf" in at(client, "buzheng")
        assert (
            client.post("/shenbao/buzheng/", FIGURES | {"item": "figures", "employees": "5"}).status_code
            == 302
        )
        leads_to(client.post("/shenbao/buzheng/", {"finish": "1"}), "huizhi")
        application.refresh_from_db()
        assert (application.status, application.employees) == ("submitted", 5)
        assert application.received_on == NOON.date() and application.supplement_items == []
        assert application.attachments.standing().filter(kind="credit_report").get().original_name == "新.pdf"

    def test_what_was_not_asked_cannot_be_changed(self, client, window):
        application = self.asked(client, items=("credit_report",))
        client.post(
            "/shenbao/buzheng/", {"item": "contact", "contact_name": "别人", "contact_phone": "13911112222"}
        )
        application.refresh_from_db()
        assert application.contact_phone == PHONE

    def test_a_bad_file_is_refused_beside_its_item(self, client, window):
        self.asked(client)
        bad = SimpleUploadedFile("a.pdf", b"MZ")
        text = client.post("/shenbao/buzheng/", {"item": "credit_report", "file": bad}).content.decode()
        assert "内容与扩展名" in text

    def test_after_the_day_only_the_office_can_help(self, client, window, clock):
        application = self.asked(client)
        clock.shift(timedelta(days=6))
        self.find(client, application)
        assert "已经过期" in at(client, "jindu") and "现在补正" not in at(client, "jindu")
        new = SimpleUploadedFile("新.pdf", chapters.PDF + b"clear")
        text = client.post("/shenbao/buzheng/", {"item": "credit_report", "file": new}).content.decode()
        assert "不能再在网上补正" in text
        supplements.extend_supplement(
            application, actor=builders.clerk(), today=self.DUE + timedelta(days=1), reason="住院",
            due_on=self.DUE + timedelta(days=9),
        )  # fmt: skip
        assert "现在补正" in at(client, "jindu")
