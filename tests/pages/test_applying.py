# ruff: noqa: F811, F401 (fixtures are taken from walking.py by name)
"""A shop owner applies on a phone: step by step through the public pages, without JavaScript."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from registry.history.acting import acting
from registry.ledger.models import Message
from registry.parties.models import Business
from registry.screening.models import Application, ApplicationDraft, DraftPaper
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


def test_a_shop_owner_applies_on_a_phone(client, window):
    start = client.get("/shenbao/").content.decode()
    assert "申报开放" in start and "还有25天截止" in start and "50万元" in start
    fill(client)
    assert not Business.objects.exists() and not Application.objects.exists()
    text = at(client, "hedui")
    assert "小兰超市" in text and "36.5万元" in text and "零售业" in text and "2020年3月15日" in text
    leads_to(send(client, "hedui", {}), "huizhi")
    application = Application.objects.get()
    business = application.business
    assert (application.status, application.channel, application.contact_phone) == (
        "submitted",
        "self",
        PHONE,
    )
    assert (business.name, business.employees, business.revenue) == (
        "小兰超市",
        3,
        builders.Decimal("365000.00"),
    )
    assert business.phone == PHONE and business.operator_consent is False
    assert application.consents_version and application.attachments.standing().count() == 2
    receipt = at(client, "huizhi")
    assert application.receipt_number in receipt and "12点10分" in receipt and "data:image/svg+xml" in receipt
    assert Message.objects.filter(
        recipient_code="OFFICE", subject__contains=application.receipt_number
    ).exists()


def test_the_verdict_comes_before_any_paper_is_asked_for(client, window):
    company = {"name": "内蒙古测试有限公司"}
    send(client, "zhuti", SUBJECT | {"uscc": builders.ENTERPRISE_CODES[0]})
    send(client, "xinxi", SHOP | company)
    send(
        client,
        "jingying",
        FIGURES | {"industry_code": "34", "employees": "", "tax_grade": "M", "tax_grade_year": "2025"},
    )
    text = at(client, "panduan")
    assert "缺少从业人员（人），无法划型" in text and "微型" not in text
    assert "纳税信用级别为M级" in text and "500万元" in text
    leads_to(client.get("/shenbao/cailiao/"), "panduan")
    fine = {
        "industry_code": "34",
        "employees": "30",
        "revenue_wan": "500",
        "tax_grade": "B",
        "tax_grade_year": "2025",
    }
    leads_to(send(client, "jingying", FIGURES | fine), "panduan")
    text = at(client, "panduan")
    assert "可以申报" in text and "划为小型" in text and "2025年度纳税信用级别B级" in text


def test_a_code_of_another_region_is_told_and_let_pass(client, window):
    send(client, "zhuti", SUBJECT | {"uscc": "91150600MAXXYYX21A"})
    assert "登记机关" in at(client, "xinxi")


def test_the_industry_is_found_by_words_and_what_was_typed_is_kept(client, window):
    send(client, "zhuti", SUBJECT)
    send(client, "xinxi", SHOP)
    text = send(
        client, "jingying", FIGURES | {"industry_code": "", "trade_words": "修车", "find": "1"}
    ).content.decode()
    assert "机动车、电子产品和日用产品修理业" in text and 'type="radio"' in text and "36.5万元" in text
    assert "还不能继续" not in text
    text = send(
        client, "jingying", FIGURES | {"trade_words": "造飞船", "industry_code": "", "find": "1"}
    ).content.decode()
    assert "没有找到“造飞船”" in text and "<select" in text


@pytest.mark.parametrize(
    ("step", "given", "told"),
    [
        ("zhuti", SUBJECT | {"uscc": "92150627MAYYYYY12X"}, "校验"),
        ("zhuti", SUBJECT | {"uscc": "12150627MAXXXXX15T"}, "统一社会信用代码"),
        ("zhuti", SUBJECT | {"contact_phone": "1390000"}, "电话号码"),
        ("zhuti", SUBJECT | {"contact_phone": "12345"}, "服务号码"),
        ("zhuti", SUBJECT | {"contact_name": ""}, "没有填写“联系人”"),
        ("xinxi", SHOP | {"operator_name": ""}, "没有填写“经营者姓名”"),
        ("xinxi", SHOP | {"operator_document": "15272819810229005X"}, "出生日期"),
        ("jingying", FIGURES | {"employees": "三个"}, "应当填写整数"),
        ("jingying", FIGURES | {"revenue_wan": "-1"}, "不能小于0"),
        ("jingying", FIGURES | {"tax_since": "去年"}, "年月日"),
        ("jingying", FIGURES | {"tax_since": "2027-01-01"}, "晚于今天"),
        ("jingying", FIGURES | {"industry_code": ""}, "没有选择“行业”"),
        ("jingying", FIGURES | {"tax_grade": "B"}, "哪一年度"),
        ("shengming", CONSENTS | {"consents_publication": ""}, "没有同意“同意公示"),
        ("shengming", {k: v for k, v in CONSENTS.items() if k != "privacy_notice"}, "没有同意“个人信息处理告知"),
        ("cailiao", {"next": "1"}, "还缺少必备材料：人民银行征信报告、申报表"),
        ("cailiao", paper("form", b"MZ bad", "a.exe"), "只接受"),
        ("cailiao", paper("form", b"not a pdf", "a.pdf"), "内容与扩展名"),
        ("cailiao", paper("form", chapters.PDF + b"0" * (10 * 1024 * 1024), "a.pdf"), "超过10MB"),
    ],
)  # fmt: skip
def test_every_refusal_is_said_on_top_and_beside(client, window, step, given, told):
    for name, answers in (
        ("zhuti", SUBJECT),
        ("xinxi", SHOP),
        ("jingying", FIGURES),
        ("shengming", CONSENTS),
    ):
        if name == step:
            break
        send(client, name, answers)
    answer = send(client, step, given)
    text = answer.content.decode()
    assert answer.status_code == 200 and 'role="alert"' in text and told in text
    assert not DraftPaper.objects.exists()
    if given.get("contact_name"):
        assert 'value="王小兰"' in text


def test_an_id_number_is_never_kept(client, window):
    number = "152728197501010014"
    send(client, "zhuti", SUBJECT)
    leads_to(send(client, "xinxi", SHOP | {"operator_document": number}), "jingying")
    draft = ApplicationDraft.objects.get()
    assert number not in str(draft.answers) and draft.answers["operator_masked"] == "1527**********0014"
    assert number not in at(client, "xinxi")
    send(client, "jingying", FIGURES)
    send(client, "shengming", CONSENTS)
    for kind in ("credit_report", "form"):
        send(client, "cailiao", paper(kind))
    send(client, "cailiao", {"next": "1"})
    leads_to(send(client, "hedui", {}), "huizhi")
    kept = Application.objects.get()
    assert len(kept.operator_key) == 64 and kept.operator_masked == "1527**********0014"
    assert number not in str(list(Application.history.values()))


def test_a_regional_exception_in_an_id_number_is_let_pass(client, window):
    send(client, "zhuti", SUBJECT)
    leads_to(send(client, "xinxi", SHOP | {"operator_document": "15062719900101003X"}), "jingying")


def test_a_paper_can_be_removed_and_comes_in_once(client, window):
    for name, answers in (
        ("zhuti", SUBJECT),
        ("xinxi", SHOP),
        ("jingying", FIGURES),
        ("shengming", CONSENTS),
    ):
        send(client, name, answers)
    for _ in range(2):
        send(client, "cailiao", paper("form"))
    held = DraftPaper.objects.get()
    assert held.state == "checked" and "已检查" in at(client, "cailiao")
    stored, storage = held.file.name, held.file.storage
    assert storage.exists(stored) and stored.startswith("quarantine/")
    send(client, "cailiao", {"remove": held.pk})
    assert not DraftPaper.objects.exists()


def test_one_cannot_jump_ahead_or_touch_another_draft(client, window):
    assert client.get("/shenbao/hedui/")["Location"] == "/shenbao/?over=1"
    send(client, "zhuti", SUBJECT)
    leads_to(client.get("/shenbao/hedui/"), "xinxi")
    assert client.get("/shenbao/bucunzai/").status_code == 404


def test_another_code_forgets_what_belonged_to_the_first(client, window):
    send(client, "zhuti", SUBJECT)
    send(client, "xinxi", SHOP | {"operator_document": "152728197501010014"})
    send(client, "zhuti", SUBJECT | {"uscc": builders.INDIVIDUAL_CODES[1]})
    answers = ApplicationDraft.objects.get().answers
    assert "operator_key" not in answers and "name" not in answers
    leads_to(client.get("/shenbao/jingying/"), "xinxi")


class TestKnownBusiness:
    SAID = {"operator_name": "张三", "particulars_note": "搬到了红庆河镇"}
    OWNER = SUBJECT | {"contact_phone": "13900000000"}

    def test_particulars_are_shown_masked_and_never_overwritten(self, client, window):
        known = builders.business(CODE, address="阿勒腾席热镇测试路1号", employees=1)
        send(client, "zhuti", self.OWNER)
        text = at(client, "xinxi")
        assert "张*" in text and "139****0000" in text and "测试路1号" not in text and "张三" not in text
        application = handed_in(client, subject=self.OWNER, particulars=self.SAID)
        known.refresh_from_db()
        assert (known.employees, known.address) == (1, "阿勒腾席热镇测试路1号")
        assert application.employees == 3 and application.particulars_note == "搬到了红庆河镇"

    def test_a_stranger_is_noted_for_the_office(self, client, window):
        builders.business(CODE)
        application = handed_in(client, particulars={"operator_name": "李四"})
        assert "核实申报人身份" in application.particulars_note and "李四" in application.particulars_note

    @pytest.mark.parametrize(("subject", "operator", "whole"), [(OWNER, "张三", True), (OWNER, "李四", False), (SUBJECT, "张三", False)])  # fmt: skip
    def test_why_it_is_shut_out_is_told_to_who_knows_it_only(self, client, window, subject, operator, whole):
        held = builders.qualified(CODE).qualifications.get()
        shut_out(held)
        send(client, "zhuti", subject)
        send(client, "xinxi", {"operator_name": operator})
        send(client, "jingying", FIGURES)
        text = at(client, "panduan")
        assert ("被取消信用资格" in text) is whole
        assert ("网上不显示原因" in text) is not whole
        leads_to(client.get("/shenbao/hedui/"), "panduan")

    def test_a_second_application_of_the_round_is_stopped_early(self, client, window):
        chapters.submitted(builders.business(CODE))
        send(client, "zhuti", self.OWNER)
        send(client, "xinxi", self.SAID)
        send(client, "jingying", FIGURES)
        text = at(client, "panduan")
        assert "已有申报正在办理" in text


def shut_out(held):
    from registry.ledger.actors import system_actor
    from registry.ledger.doors import perform

    held.cancelled_on = NOON.date()
    with acting(system_actor(), "测试"):
        held.save()
    perform(held, "warn", actor=builders.clerk(), today=NOON.date(), reason="测试")
    perform(held, "cancel", actor=builders.clerk(), today=NOON.date(), reason="测试")


class TestResuming:
    def draft(self, client):
        send(client, "zhuti", SUBJECT)
        send(client, "xinxi", SHOP)
        return ApplicationDraft.objects.get()

    def resume(self, client, number, phone=PHONE):
        return client.post("/shenbao/jixu/", {"number": number, "phone": phone})

    def test_on_another_phone_by_number_and_whole_telephone(self, client, window):
        draft = self.draft(client)
        assert draft.number in at(client, "xinxi")
        client.session.flush()
        client.cookies.clear()
        assert self.resume(client, draft.number.lower(), "139-0000-1234").status_code == 302
        leads_to(client.get("/shenbao/hedui/"), "jingying")
        assert 'value="小兰超市"' in at(client, "xinxi")

    @pytest.mark.parametrize("phone", ["1234", "13900001235", ""])
    def test_a_part_of_the_telephone_is_not_enough(self, client, window, phone):
        answer = self.resume(client, self.draft(client).number, phone)
        assert answer.status_code == 200 and 'role="alert"' in answer.content.decode()

    def test_guessing_is_stopped_and_the_right_answer_then_waits_too(self, client, window, clock):
        number = self.draft(client).number
        for _ in range(5):
            self.resume(client, number, "13911111111")
        assert "输错的次数太多" in self.resume(client, number).content.decode()
        clock.shift(timedelta(minutes=16))
        assert self.resume(client, number).status_code == 302

    def test_one_visitor_cannot_try_many_numbers(self, client, window):
        number = self.draft(client).number
        for index in range(20):
            self.resume(client, f"AAAAAAAAAA{index:02d}")
        assert "输错的次数太多" in self.resume(client, number).content.decode()

    def test_after_the_window_it_is_over(self, client, window, clock):
        number = self.draft(client).number
        clock.move_to(datetime(2026, 6, 1, 0, 1, tzinfo=ZoneInfo("Asia/Shanghai")))
        assert client.get("/shenbao/jingying/")["Location"] == "/shenbao/?over=1"
        assert "已经过期" in self.resume(client, number).content.decode()
        assert client.post("/shenbao/zhuti/", SUBJECT).status_code == 200
        assert ApplicationDraft.objects.count() == 1


def test_outside_the_window_nothing_can_be_begun(client, window, clock):
    clock.move_to(datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai")))
    assert "2026年12月1日至2026年12月31日" in client.get("/shenbao/").content.decode()
    assert "没有开放的申报轮次" in send(client, "zhuti", SUBJECT).content.decode()
    assert not ApplicationDraft.objects.exists()


def test_the_form_to_sign_is_filled_in(client, window):
    fill(client)
    text = at(client, "biao")
    assert "小兰超市" in text and "签字" in text
