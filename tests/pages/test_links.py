"""The link checker names what leads nowhere, puts it on the editors' desk, and takes it off when it is put right."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from cms.pages import texts
from cms.pages.founding import build_site, published
from cms.pages.linking import check_links
from cms.pages.models import BrokenLink, NewsIndex, NewsPage
from tests import builders

pytestmark = pytest.mark.django_db
NOW, DAY = datetime(2026, 5, 8, 4, tzinfo=UTC), date(2026, 5, 8)


@pytest.fixture(autouse=True)
def site():
    build_site()


def page_with(html):
    return published(
        NewsIndex.objects.get(), NewsPage(title="新闻", slug="xinwen", body=[texts.paragraph(html)])
    )


def check(pages=None, **more):
    return check_links(now=NOW, today=DAY, pages=pages, **more)


def test_the_first_pages_lead_somewhere():
    assert check() == []


def test_a_broken_link_stands_on_the_desk_until_it_is_put_right(client):
    page = page_with(
        '<p><a href="/meiyou/">去</a><a href="/gongshi/#x">公示</a><a href="https://far.example/">外站</a></p>'
    )
    for _ in range(2):
        found = check([page])
    assert [(row.target, row.answer) for row in found] == [
        ("/meiyou/", "没有这个页面")
    ] and BrokenLink.objects.count() == 1
    client.force_login(builders.user("bianji", "editor"))
    desk = client.get("/cms/").content.decode()
    assert "/meiyou/" in desk and "没有填写" in desk and f"/cms/pages/{page.pk}/edit/" in desk
    page.body = [texts.paragraph("<p>改好了</p>")]
    page.save_revision().publish()
    assert check([page]) == [] and BrokenLink.objects.get().gone_at == NOW


def test_links_to_what_was_taken_down_are_told_apart():
    gone = published(NewsIndex.objects.get(), NewsPage(title="旧", slug="jiu"))
    gone.unpublish()
    page = page_with('<p><a href="/dongtai/jiu/">旧闻</a></p>')
    assert [row.answer for row in check([page])] == ["内容已停止公开"]


def test_an_outside_address_is_asked_only_when_told_to():
    page = page_with('<p><a href="http://127.0.0.1:9/">外站</a></p>')
    assert check([page]) == []
    assert [row.answer for row in check([page], outside=True)] == ["连接不上"]
    assert len(check([page])) == 1


def test_the_command_refuses_while_something_is_broken(capsys):
    call_command("check_links")
    assert "没有失效的链接" in capsys.readouterr().out
    page_with('<p><a href="/meiyou/">去</a></p>')
    with pytest.raises(CommandError, match="有1个链接失效"):
        call_command("check_links")
