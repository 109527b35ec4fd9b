"""Pages of the editors: two persons before anything is public, hours kept by the timer, nothing moved back, nothing personal."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Drawn
from wagtail.documents import get_document_model
from wagtail.models import Page, Workflow

from cms.duties import bring_to
from cms.pages import texts
from cms.pages.approving import publish_approved
from cms.pages.blocks import BODY, Card, Picture, Table
from cms.pages.founding import build_site, published
from cms.pages.menus import menu
from cms.pages.models import CaseIndex, CasePage, NewsIndex, NewsPage, OfficeSettings, PolicyIndex, PolicyPage
from cms.pages.uploads import WIDEST, AttachmentForm, made_anew
from registry.history.errors import Refusal
from registry.ledger.models import Effect
from tests import builders

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = NOON.date()
USCC = "11152105011615449P"


@pytest.fixture(autouse=True)
def site():
    with time_machine.travel(NOON, tick=False):
        build_site()
        yield


@pytest.fixture
def editor():
    return builders.user("bianji", "editor")


@pytest.fixture
def head():
    return builders.head()


def drafted(by, **fields):
    """A draft below 工作动态, written by this person and handed in."""
    given = {
        "title": "通知",
        "slug": "tongzhi",
        "body": [texts.paragraph("<p>正文。</p>")],
        "live": False,
    } | fields
    NewsIndex.objects.get().add_child(instance=NewsPage(owner=by, **given))
    page = NewsPage.objects.get(slug=given["slug"])
    page.save_revision(user=by)
    return page


def handed_in(page, by):
    page.get_workflow().start(page, by)
    return Page.objects.get(pk=page.pk).specific.current_workflow_task_state.specific


def approve(state, by):
    state.task.specific.on_action(state, by, "approve")


class TestTwoPersons:
    def test_one_workflow_in_chinese_covers_the_site(self):
        assert [w.name for w in Workflow.objects.filter(active=True)] == ["审核人批准"]
        assert NewsIndex.objects.get().get_workflow().name == "审核人批准"

    def test_nobody_publishes_at_the_press_of_a_button(self, client, editor, head):
        page = drafted(editor)
        for person in (editor, head):
            client.force_login(person)
            may = page.permissions_for_user(person)
            assert (
                not may.can_publish()
                and not page.get_parent().specific.permissions_for_user(person).can_publish_subpage()
            )
            address = f"/cms/pages/{page.pk}/edit/"
            client.post(address, {"title": "改", "slug": page.slug, "action-publish": "1", "body-count": "0"})
            assert not NewsPage.objects.get(pk=page.pk).live and client.get(page.url).status_code == 404

    def test_the_second_person_approves_and_it_is_public(self, client, editor, head):
        page = drafted(editor)
        approve(handed_in(page, editor), head)
        assert client.get(page.url).status_code == 200
        assert NewsPage.objects.get(pk=page.pk).first_published_at == NOON

    def test_whoever_wrote_any_part_does_not_approve(self, editor, head):
        page = drafted(editor)
        state = handed_in(page, editor)
        task = state.task.specific
        page = Page.objects.get(pk=page.pk).specific
        assert [name for name, *_ in task.get_actions(page, head)] == ["reject", "approve", "approve"]
        page.title = "负责人改过的"
        page.save_revision(user=head)
        assert [name for name, *_ in task.get_actions(page, head)] == ["reject"]
        with pytest.raises(Refusal, match="另一位审核人"):
            approve(state, head)
        with pytest.raises(Refusal):
            publish_approved(state.workflow_state, head)
        assert not NewsPage.objects.get(pk=page.pk).live

    def test_the_editor_is_no_approver(self, editor):
        page = drafted(editor)
        state = handed_in(page, editor)
        assert state.task.specific.get_actions(page, editor) == []

    def test_what_was_public_is_taken_down_not_deleted(self, client, editor, head):
        page = NewsPage.objects.get(
            pk=published(NewsIndex.objects.get(), NewsPage(title="旧闻", slug="jiuwen")).pk
        )
        assert not any(page.permissions_for_user(p).can_delete() for p in (editor, head))
        assert (
            page.permissions_for_user(head).can_unpublish()
            and not page.permissions_for_user(editor).can_unpublish()
        )
        page.unpublish()
        answer = client.get("/dongtai/jiuwen/")
        assert (
            answer.status_code == 410
            and "旧闻" not in answer.content.decode()
            and "noindex" in answer["X-Robots-Tag"]
        )
        assert client.get("/dongtai/meiyou/").status_code == 404


class TestHours:
    def test_an_approved_page_waits_for_its_hour_and_is_published_once(self, client, editor, head):
        page = drafted(editor, go_live_at=NOON + timedelta(hours=3))
        approve(handed_in(page, editor), head)
        bring_to(DAY)
        assert client.get(page.url).status_code == 404
        later = NOON + timedelta(hours=3, minutes=1)
        with time_machine.travel(later, tick=False):
            bring_to(DAY)
            bring_to(DAY)
            shown = NewsPage.objects.get(pk=page.pk)
            assert client.get(page.url).status_code == 200 and shown.first_published_at == later
        assert Effect.objects.filter(duty="publish_pages").count() == 1

    def test_a_timer_that_slept_catches_up_and_writes_down_the_real_hour(self, client, editor, head):
        page = drafted(editor, go_live_at=NOON + timedelta(hours=3))
        approve(handed_in(page, editor), head)
        bring_to(DAY)
        late = NOON + timedelta(days=3)
        with time_machine.travel(late, tick=False):
            bring_to(late.date())
            assert NewsPage.objects.get(pk=page.pk).first_published_at == late

    def test_an_expired_page_is_gone(self, client):
        page = published(
            NewsIndex.objects.get(),
            NewsPage(title="招聘", slug="zhaopin", expire_at=NOON + timedelta(hours=1)),
        )
        bring_to(DAY)
        assert client.get(page.url).status_code == 200
        with time_machine.travel(NOON + timedelta(hours=2), tick=False):
            bring_to(DAY)
            assert client.get(page.url).status_code == 410

    def test_the_first_day_is_not_moved_back(self):
        page = published(NewsIndex.objects.get(), NewsPage(title="新闻", slug="xinwen"))
        page.first_published_at = NOON - timedelta(days=30)
        with pytest.raises(Refusal, match="首次发布时间"):
            page.save()

    def test_a_case_leaves_on_the_day_its_consent_ends(self, client):
        case = CasePage(
            title="案例",
            slug="anli-1",
            business_name="某店",
            consent_on=DAY,
            consent_paper="卷1",
            body=[texts.paragraph("<p>好。</p>")],
        )
        page = published(CaseIndex.objects.get(), case)
        page.consent_ended_on = DAY + timedelta(days=1)
        page.save_revision()
        bring_to(DAY)
        assert client.get(page.url).status_code == 200
        with time_machine.travel(NOON + timedelta(days=1), tick=False):
            bring_to(DAY + timedelta(days=1))
            assert client.get(page.url).status_code == 410


class TestBlocks:
    @pytest.mark.parametrize(
        ("cells", "why"),
        [
            ("甲|乙\n1", "第2行有1列，表头有2列"),
            ("甲|乙", "至少要有表头和一行"),
            ("\n".join(["甲"] * 300), "最多200行"),
        ],
    )
    def test_a_table_that_does_not_fit_is_refused(self, cells, why):
        with pytest.raises(ValidationError) as told:
            Table().clean(Table().to_python({"title": "", "cells": cells}))
        assert why in str(told.value.as_json_data())

    def test_a_table_pasted_from_a_spreadsheet_is_read(self):
        html = Table().render(Table().to_python({"title": "额度", "cells": "项目\t企业\n最高\t500万元"}))
        assert "<caption>额度</caption>" in html and 'data-label="企业">500万元' in html

    def test_a_picture_without_words_is_refused(self):
        with pytest.raises(ValidationError) as told:
            Picture().clean(Picture().to_python({"image": None, "alt": "", "caption": ""}))
        assert {"image", "alt"} <= set(told.value.block_errors)

    @pytest.mark.parametrize("address", ["", "javascript:alert(1)", "www.example.com"])
    def test_a_card_leads_to_one_whole_address(self, address):
        with pytest.raises(ValidationError):
            Card().clean(Card().to_python({"title": "去", "text": "", "page": None, "address": address}))

    def test_every_block_has_a_chinese_name(self):
        assert [block.label or block.meta.label for _, block in BODY] == [
            "标题", "段落", "图片", "表格", "附件下载", "提示框", "办理步骤", "问答", "链接卡片",
        ]  # fmt: skip

    @pytest.mark.parametrize("block", [
        texts.note("请打13900001234"), texts.table("表", ("姓名", "号码"), ("张三", "152728198001011231")),
        texts.questions(("电话？", "13900001234"))[0],
    ])  # fmt: skip
    def test_a_number_in_any_block_is_refused(self, block):
        with pytest.raises(ValidationError, match="个人的完整号码"):
            NewsPage(title="通知", slug="t", path="1", depth=1, body=[block]).clean()


class TestPolicy:
    def test_index_numbers_follow_the_office_and_the_month(self):
        OfficeSettings.objects.update(uscc=USCC)
        made = [
            published(
                PolicyIndex.objects.get(),
                PolicyPage(title=f"文件{n}", slug=f"wj{n}", issuer="旗政府", released_on=day),
            )
            for n, day in enumerate([date(2025, 3, 2), date(2025, 3, 9), date(2025, 4, 1)])
        ]
        assert [p.index_number for p in made] == [
            f"{USCC}/202503-00001",
            f"{USCC}/202503-00002",
            f"{USCC}/202504-00001",
        ]
        made[0].save()
        assert made[0].index_number.endswith("00001")

    def test_without_the_offices_code_there_is_no_number(self):
        assert PolicyPage.objects.get().index_number == ""

    @pytest.mark.parametrize("fields", [
        {"validity": "repealed"}, {"repealed_on": DAY}, {"written_on": DAY, "released_on": DAY - timedelta(days=1)},
    ])  # fmt: skip
    def test_fields_that_contradict_each_other_are_refused(self, fields):
        with pytest.raises(ValidationError):
            PolicyPage(title="文件", slug="w", issuer="旗政府", path="1", depth=1, **fields).clean()


class TestFiles:
    def test_a_picture_is_made_anew_without_place_and_device(self):
        raw, exif = io.BytesIO(), Drawn.Exif()
        exif[0x010F], exif[0x0112] = "Secret Camera", 6
        exif.get_ifd(0x8825)[1] = "N"
        Drawn.new("RGB", (3000, 1500), "red").save(raw, "JPEG", exif=exif)
        assert b"Secret Camera" in raw.getvalue()
        made = made_anew(raw.getvalue(), "图.jpg")
        content = made.read()
        with Drawn.open(io.BytesIO(content)) as drawn:
            assert b"Secret" not in content and not drawn.getexif() and drawn.size == (WIDEST // 2, WIDEST)

    @pytest.mark.parametrize(("name", "content"), [("a.pdf", b"<html>"), ("a.pdf", b"")])
    def test_a_file_that_is_something_else_is_refused(self, name, content):
        form = AttachmentForm.__new__(AttachmentForm)
        form.cleaned_data = {"file": SimpleUploadedFile(name, content)}
        form.changed_data = ["file"]
        with pytest.raises(ValidationError):
            form.clean_file()

    def test_a_file_is_there_only_once_a_public_page_leads_to_it(self, client, editor):
        paper = get_document_model()(title="申报表", file=SimpleUploadedFile("biao.pdf", b"%PDF-1.4 x"))
        paper.save()
        page = drafted(editor, body=[{"type": "attachment", "value": {"document": paper.pk, "title": ""}}])
        assert client.get(paper.url).status_code == 404
        page.get_latest_revision().publish()
        answer = client.get(paper.url)
        assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
        assert "biao.pdf" in client.get(page.url).content.decode()
        Page.objects.get(pk=page.pk).specific.unpublish()
        assert client.get(paper.url).status_code == 404


def test_empty_columns_are_not_in_the_menu():
    assert [title for _, title in menu()] == ["政策文件", "办事指南"]
    published(NewsIndex.objects.get(), NewsPage(title="新闻", slug="xinwen"))
    assert ("/dongtai/", "工作动态") in menu()


def test_texts_of_the_first_version_go_on_working(client):
    from cms.pages.models import HomePage, TextPage

    PolicyIndex.objects.get().delete()
    HomePage.objects.get().add_child(
        instance=TextPage(title="政策说明", slug="zhengce", body="<p>老</p>", show_in_menus=True)
    )
    build_site()
    assert "老" in client.get("/zhengce/").content.decode() and ("/zhengce/", "政策说明") in menu()
