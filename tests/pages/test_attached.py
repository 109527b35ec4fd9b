"""PDF attachments (PRV-1): a full number refuses one, what cannot be read is looked at by whoever hands the page in."""

import io
import zipfile
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model

from cms.pages import attached
from cms.pages.founding import build_site, published
from cms.pages.models import NewsIndex, NewsPage
from cms.pages.uploads import AttachmentForm
from cms.watch.reading import words_of
from cms.watch.scanning import numbers_in
from registry.workbooks import child
from tests import builders
from tests.workbooks.papers import DOT, lines, locked, pdf

from .test_handing_in import sent

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
CLEAN, NUMBER = pdf(lines("Notice of May 2026")), pdf(lines("ID", "152728", "198001", "011234"))
SCAN = pdf(b"/P Do", resources=b"/XObject << /P 5000 0 R >>", extra={5000: DOT})


@pytest.fixture(autouse=True)
def site():
    with time_machine.travel(NOON, tick=False):
        build_site()
        yield


@pytest.fixture
def editor(client):
    made = builders.user("bianji", "editor")
    client.force_login(made)
    return made


def kept(content, title="名单"):
    paper = get_document_model()(title=title, file=SimpleUploadedFile("mingdan.pdf", content))
    paper.save()
    return paper


def handed_in(client, editor, paper, **given):
    """(what the page answers, whether it is handed in) for a draft that leads to this file."""
    page = NewsPage(owner=editor, title="通知", slug="tongzhi", live=False)
    NewsIndex.objects.get().add_child(instance=page)
    page.save_revision(user=editor)
    block = {
        "type": "attachment",
        "value-document": paper.pk,
        "value-title": "",
        "order": "0",
        "deleted": "",
        "id": "",
    }
    typed = {f"body-0-{name}": value for name, value in block.items()} | {"body-count": "1"}
    told = sent(client, page, **typed, **{"action-submit": "1"}, **given).content.decode()
    return told, NewsPage.objects.get(pk=page.pk).current_workflow_state is not None


def uploaded(content, instance=None, name="名单.pdf"):
    form = AttachmentForm.__new__(AttachmentForm)
    form.instance, form.changed_data = instance, ["file"]
    form.cleaned_data = {"file": SimpleUploadedFile(name, content)}
    return form.clean_file()


def office(text, harm=lambda made: made):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", text)
    return harm(made.getvalue())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (office("<w:p>13900001234</w:p>"), "“名单.docx”中有像手机号码"),
        (office("<w:p>" + " " * (101 * 1024 * 1024)), "“名单.docx”解开后有101MB，超过100MB"),
        (office("<w:p>x</w:p>" * 99, lambda made: made[:50] + b"0123456789" + made[60:]), "“名单.docx”里有读不出的部分"),
    ],
    ids=["a number", "a bomb", "torn"],
)  # fmt: skip
def test_an_office_file_with_a_number_a_bomb_and_a_torn_one_are_not_taken(content, why):
    with pytest.raises(ValidationError, match=why):
        uploaded(content, name="名单.docx")
    assert uploaded(office("<w:p>x</w:p>"), name="名单.docx")


@pytest.mark.parametrize(
    ("content", "why"),
    [(NUMBER, "“名单.pdf”中有像身份证号码"), (locked(CLEAN, "mima"), "“名单.pdf”设有打开密码")],
)
def test_a_file_with_a_number_and_a_locked_one_are_not_taken(content, why):
    with pytest.raises(ValidationError, match=why):
        uploaded(content)
    assert uploaded(CLEAN) and uploaded(SCAN)


def test_whoever_uploads_a_file_reads_why_it_is_not_taken_and_nothing_else(client, editor):
    sent = {"title": "名单", "files[]": SimpleUploadedFile("名单.pdf", NUMBER)}
    told = client.post(
        "/cms/documents/multiple/add/", sent, headers={"X-Requested-With": "XMLHttpRequest"}
    ).json()
    assert told["success"] is False and told["error_message"].startswith("“名单.pdf”中有像身份证号码的数字")
    assert "\n" not in told["error_message"] and not get_document_model().objects.exists()


def test_a_scan_does_not_take_the_place_of_a_public_file():
    paper = kept(CLEAN)
    body = [{"type": "attachment", "value": {"document": paper.pk, "title": ""}}]
    published(NewsIndex.objects.get(), NewsPage(title="公开的", slug="gongkai", body=body))
    with pytest.raises(ValidationError) as told:
        uploaded(SCAN, paper)
    assert "“名单.pdf”是扫描件" in told.value.messages[0] and "请作为新文件上传" in told.value.messages[1]
    assert uploaded(CLEAN, paper)


def test_a_page_with_a_scan_is_handed_in_once_somebody_says_he_looked(client, editor):
    paper = kept(SCAN)
    told, done = handed_in(client, editor, paper)
    assert (
        not done
        and "还没有提交：附件“名单”是扫描件或者图片，系统读不出文字" in told
        and "附件已从头看过，没有" in told
    )
    page = NewsPage.objects.get(slug="tongzhi")
    page.delete()
    told, done = handed_in(client, editor, paper, files_read="on")
    assert done
    head = builders.head()
    client.force_login(head)
    seen = client.get(f"/cms/pages/{NewsPage.objects.get(slug='tongzhi').pk}/edit/").content.decode()
    assert (
        "编辑提交时已经看过，请再看一遍" in seen and "附件“名单”是扫描件" in seen and "files_read" not in seen
    )


def test_the_button_says_that_whoever_approves_has_looked_at_the_scan(client, editor):
    head = builders.user("zhuren", "head")
    labels = {}
    for paper, given in ((kept(SCAN), {"files_read": "on"}), (kept(CLEAN, "通告"), {})):
        _, waits = handed_in(client, editor, paper, **given)
        assert waits
        page = NewsPage.objects.get(slug="tongzhi")
        task = page.current_workflow_task_state.task.specific
        labels[paper.title] = [label for _, label, _ in task.get_actions(page, head)]
        page.delete()
    assert labels["名单"] == [
        "退回修改",
        "批准发布（附件本人已从头看过）",
        "批准并附意见（附件本人已从头看过）",
    ]
    assert labels["通告"] == ["退回修改", "批准发布", "批准并附意见"]


def test_a_page_with_a_readable_file_needs_no_word_and_one_with_a_number_takes_none(client, editor):
    told, done = handed_in(client, editor, kept(NUMBER), files_read="on")
    assert not done and "“名单”中有像身份证号码的数字" in told
    NewsPage.objects.get(slug="tongzhi").delete()
    assert handed_in(client, editor, kept(CLEAN))[1]


def test_two_figures_that_may_be_a_number_are_looked_at():
    (told,) = attached.judged("名单", pdf(lines("139000", "01234"))).doubts
    assert told.startswith("附件“名单”里有分开的数字，连起来像手机号码。请自己从头看一遍")


def test_a_file_that_breaks_its_reader_costs_one_sentence(tmp_path, monkeypatch):
    program = tmp_path / "child.py"
    program.write_text("import os; os.abort()")
    monkeypatch.setattr(child, "ENTRY", program)
    (told,) = attached.judged("名单", CLEAN).doubts
    assert told.startswith("附件“名单”已损坏或者写法特别，系统读不出文字。") and uploaded(CLEAN)


def test_the_night_watch_reads_pdf_files():
    assert numbers_in(words_of(NUMBER, "application/pdf")) == ["身份证号码"] and not numbers_in(
        words_of(CLEAN, "")
    )
