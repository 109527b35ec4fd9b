"""Handing a page in: watched words are looked at first; who wrote a part reads why he does not approve, and loses nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.pages import texts
from cms.pages.founding import build_site
from cms.pages.models import NewsIndex, NewsPage, WordList
from cms.pages.watched import found_in, read_list
from tests import builders

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def site():
    with time_machine.travel(NOON, tick=False):
        build_site()
        yield


@pytest.fixture
def editor():
    return builders.user("bianji", "editor")


@pytest.fixture
def page(editor):
    NewsIndex.objects.get().add_child(
        instance=NewsPage(
            owner=editor, title="通知", slug="tongzhi", body=[texts.paragraph("<p>正文。</p>")], live=False
        )
    )
    page = NewsPage.objects.get(slug="tongzhi")
    page.save_revision(user=editor)
    return page


def typed(client, page):
    """The edit form as the browser would send it."""
    from bs4 import BeautifulSoup

    shown = BeautifulSoup(
        client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content, "html.parser"
    )
    form = shown.find("form", id="page-edit-form")
    fields = {one["name"]: one.get("value", "") for one in form.find_all("input") if one.get("name")}
    fields |= {one["name"]: one.text.strip() for one in form.find_all("textarea") if one.get("name")}
    dropped = ("action-", "body-", "words_seen", "show_in_menus", "comment_notifications")
    return {k: v for k, v in fields.items() if not k.startswith(dropped)} | {"body-count": "0"}


def sent(client, page, **given):
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), typed(client, page) | given, follow=True
    )


def test_a_list_is_read_line_by_line_and_what_it_holds_is_found_in_order():
    words = read_list("登陆=登录\n\n包过\n帐号＝账号")
    told = [str(one) for one in found_in("用帐号登陆，登陆后包过", words)]
    assert told == ["“帐号”，通常写作“账号”", "“登陆”（2处），通常写作“登录”", "“包过”"]
    assert found_in("账号登录", words) == []
    with pytest.raises(ValidationError, match="第2行“好”") as fault:
        WordList(text="登陆=登录\n好\n账号=账号簿").full_clean(exclude=["site"])
    assert len(fault.value.messages) == 2


def test_a_draft_is_kept_and_handed_in_once_its_words_were_looked_at(client, editor, page):
    client.force_login(editor)
    given = {"title": "登陆须知", "action-submit": "1"}
    held = sent(client, page, **given).content.decode()
    assert "还没有提交" in held and "“登陆”，通常写作“登录”" in held and 'value="登陆须知"' in held
    assert NewsPage.objects.get(pk=page.pk).current_workflow_state is None
    sent(client, page, title="登陆须知")
    assert NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "登陆须知"
    sent(client, page, **given, words_seen="on")
    assert NewsPage.objects.get(pk=page.pk).current_workflow_state is not None


def test_the_office_keeps_the_list_and_an_empty_one_watches_nothing(client, editor, page):
    client.force_login(editor)
    address = reverse("wagtailsettings:edit", args=["pages", "wordlist"])
    assert "登陆=登录" in client.get(address, follow=True).content.decode()
    WordList.for_site(page.get_site()).save()
    WordList.objects.update(text="")
    sent(client, page, title="登陆须知", **{"action-submit": "1"})
    assert NewsPage.objects.get(pk=page.pk).current_workflow_state is not None


def test_who_edits_and_approves_in_one_go_keeps_what_he_typed_and_reads_who_may(client, editor, page):
    head, other = builders.head(), builders.user("fu", "head")
    page.get_workflow().start(page, editor)
    client.force_login(head)
    told = sent(
        client,
        page,
        title="负责人改过的",
        **{"action-workflow-action": "1", "workflow-action-name": "approve"},
    )
    read = told.content.decode()
    assert told.status_code == 200 and "没有发布，填写的内容已经存为草稿" in read and str(other) in read
    assert 'value="负责人改过的"' in read and not NewsPage.objects.get(pk=page.pk).live
    again = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "须由另一位审核人批准" in again
    state = NewsPage.objects.get(pk=page.pk).current_workflow_task_state
    door = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    client.force_login(other)
    client.post(door, {"comment": "同意"})
    assert NewsPage.objects.get(pk=page.pk).live
