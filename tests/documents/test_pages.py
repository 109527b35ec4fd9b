"""Word layouts in the admin: what holds for each kind, upload, report, preview, proposal; and Word files at their doors."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from registry.documents.copies import kept_copy
from registry.documents.layouts.house import starting_file
from registry.documents.layouts.slots import SLOTS
from registry.documents.models import LayoutFile, LayoutVersion, WordCopy, WordLayout
from registry.ledger.proposals.models import Proposal
from tests import builders
from tests.pages.test_chinese import english
from tests.stories import chapters

from .making import header_with, text_of, with_line
from .test_versions import DAY, paper, uploaded, used

pytestmark = pytest.mark.django_db
BASE = "/admin/documents"
NEXT = DAY + timedelta(days=1)


def at(day):
    return time_machine.travel(f"{day}T10:00:00+08:00", tick=False)


@pytest.fixture(autouse=True)
def _today():
    with at(DAY):
        yield


@pytest.fixture
def desk(client):
    def sit(person):
        client.force_login(person)
        return client

    return sit


def row(slot):
    return WordLayout.objects.get(slot=slot).pk


def post_file(client, content, slot="general", name="版式.docx"):
    given = {"file": SimpleUploadedFile(name, content), "reason": ""}
    return client.post(f"{BASE}/wordlayout/{row(slot)}/do/upload/", given, follow=True).content.decode()


def test_the_list_says_what_holds_for_each_kind_and_since_when(desk):
    used("红头甲", "reply")
    client = desk(builders.clerk())
    page = client.get(f"{BASE}/wordlayout/").content.decode()
    assert all(slot.label in page for slot in SLOTS.values())
    assert "内置版式；2026年5月9日起改用红头甲.docx" in page
    with at(NEXT):
        assert (
            "单独版式第1版（2026年5月9日起）"
            in desk(builders.clerk()).get(f"{BASE}/wordlayout/").content.decode()
        )


def test_the_list_asks_the_database_no_more_for_more_versions(desk, django_assert_max_num_queries):
    client = desk(builders.clerk())
    for slot in ("reply", "demand", "statement"):
        used("红头", slot)
    client.get(f"{BASE}/wordlayout/")
    with django_assert_max_num_queries(16):
        client.get(f"{BASE}/wordlayout/")


@pytest.mark.parametrize("slot", ["general", "gg_blacklist", "demand"])
def test_the_starting_file_is_downloaded_and_passes_when_uploaded_back(desk, slot):
    client = desk(builders.clerk())
    answer = client.get(f"{BASE}/wordlayout/{row(slot)}/start/")
    assert "attachment" in answer["Content-Disposition"] and answer.content == starting_file(slot)
    said = post_file(client, answer.content, slot)
    assert "检查通过，已保存，尚未启用" in said and LayoutFile.objects.get().bytes == starting_file(slot)


def test_a_bad_upload_is_told_on_the_form_and_not_kept(desk):
    said = post_file(desk(builders.clerk()), header_with("{{ 密级 }}"))
    assert "页眉第1段的“{{ 密级 }}”不是可用的填写处" in said and "没有办理" in said
    assert not LayoutFile.objects.exists()


def test_a_file_page_shows_what_was_found_and_gives_a_preview(desk):
    file, client = uploaded("红头甲"), desk(builders.head())
    page = client.get(f"{BASE}/layoutfile/{file.pk}/change/").content.decode()
    for said in (
        "检查通过",
        "{{ 标题 }}",
        "文中第1段",
        "纸张210×297毫米",
        "仿宋_GB2312 16磅，行距固定值28磅",
        "尚未启用",
    ):
        assert said in page
    preview = client.get(f"{BASE}/layoutfile/{file.pk}/preview/")
    assert "红头甲" in text_of(preview.content) and "示例" in text_of(preview.content)
    assert client.get(f"{BASE}/layoutfile/{file.pk}/original/").content == file.bytes


def test_reminders_are_shown_before_it_is_proposed(desk):
    from docx.shared import Pt

    from .making import line_of, opened, saved

    file = opened()
    line_of(file, "{{ 正文 }}").runs[0].font.size = Pt(14)
    client = desk(builders.clerk())
    post_file(client, saved(file))
    page = client.get(f"{BASE}/layoutfile/{LayoutFile.objects.get().pk}/change/").content.decode()
    assert "现在是仿宋_GB2312 14磅，标准是三号仿宋（16磅）" in page


def test_going_back_offers_used_files_only(desk):
    first = used("红头甲").file
    uploaded("从未启用")
    page = desk(builders.clerk()).get(f"{BASE}/wordlayout/{row('reply')}/do/go_back/").content.decode()
    assert str(first) in page and "从未启用" not in page and "改用通用版式" in page


@pytest.mark.parametrize("role", ["auditor"])
def test_the_auditor_reads_and_downloads_but_does_nothing(desk, role):
    file = used("红头甲").file
    client = desk(builders.user("aud", role))
    assert client.get(f"{BASE}/wordlayout/{row('reply')}/change/").status_code == 200
    assert client.get(f"{BASE}/layoutfile/{file.pk}/original/").status_code == 200
    assert client.post(f"{BASE}/wordlayout/{row('reply')}/do/upload/").status_code == 403
    assert client.post(f"{BASE}/layoutfile/{file.pk}/do/use/", {"reason": "试"}).status_code == 403


@pytest.mark.parametrize("role", ["legal", "editor", "admin", "security"])
def test_others_do_not_come_in(desk, role):
    file = uploaded("红头甲")
    client = desk(builders.user(f"x-{role}", role))
    for door in (f"wordlayout/{row('reply')}/start/", f"wordlayout/{row('reply')}/example/",
                 f"layoutfile/{file.pk}/preview/", f"layoutfile/{file.pk}/original/", "wordlayout/"):  # fmt: skip
        assert client.get(f"{BASE}/{door}").status_code == 403


def test_from_upload_to_issued_paper(desk):
    """The clerk downloads the start, uploads a changed one, proposes; the head approves; tomorrow's paper has it."""
    client = desk(builders.clerk())
    assert client.get(f"{BASE}/wordlayout/{row('reply')}/start/").status_code == 200
    post_file(client, with_line("伊金霍洛旗金融服务中心文件", "reply"), "reply", "红头.docx")
    file = LayoutFile.objects.get()
    said = client.post(
        f"{BASE}/layoutfile/{file.pk}/do/use/", {"reason": "改用红头"}, follow=True
    ).content.decode()
    assert "尚未办理，须由另一人" in said
    proposal = Proposal.objects.get()
    assert client.post(
        f"/admin/ledger/proposal/{proposal.pk}/do/approve/", {"reason": "同意"}
    ).status_code in (200, 403)
    assert not LayoutVersion.objects.exists()
    client = desk(builders.head())
    shown = client.get(f"/admin/ledger/proposal/{proposal.pk}/change/").content.decode()
    assert "红头.docx" in shown and "批准的次日" in shown and file.sha256 in shown
    client.post(f"/admin/ledger/proposal/{proposal.pk}/do/approve/", {"reason": "同意"})
    assert LayoutVersion.objects.get().approved_by == builders.head()
    today, tomorrow = paper(DAY), paper(NEXT)
    for document, red in ((today, False), (tomorrow, True)):
        page = client.get(f"{BASE}/issueddocument/{document.pk}/word/")
        assert page.status_code == 200 and ("伊金霍洛旗金融服务中心文件" in text_of(page.content)) == red
        assert client.get(f"{BASE}/issueddocument/{document.pk}/word/").content == page.content
        kept = WordCopy.objects.get(document=document)
        assert kept.sha256 in client.get(f"{BASE}/issueddocument/{document.pk}/change/").content.decode()
        assert client.get(f"{BASE}/issueddocument/{document.pk}/paper/").status_code == 200
    checked = client.get("/chaxun/", {"code": tomorrow.check_code}).content.decode()
    assert "真实" in checked and tomorrow.sha256 in checked
    history = client.get(f"{BASE}/wordlayout/{row('reply')}/change/").content.decode()
    assert "第1版" in history and "2026年5月9日" in history and "改用红头" in history


def test_notices_and_announcements_have_their_word_file_in_the_admin(desk):
    notice = chapters.notice_of([builders.business()], DAY)
    client = desk(builders.clerk())
    answer = client.get(f"/admin/publicity/notice/{notice.pk}/word/")
    assert Document(io.BytesIO(answer.content)).paragraphs[0].text == notice.title
    page = client.get(f"/admin/publicity/notice/{notice.pk}/change/").content.decode()
    assert f"/admin/publicity/notice/{notice.pk}/word/" in page


def test_a_paper_in_the_register_says_how_its_copy_stands(desk):
    document, client = paper(), desk(builders.clerk())
    assert "尚未生成" in client.get(f"{BASE}/issueddocument/{document.pk}/change/").content.decode()
    copy = kept_copy(document)
    page = client.get(f"{BASE}/issueddocument/{document.pk}/change/").content.decode()
    assert f"内置版式；文件指纹{copy.sha256}" in page


def test_every_page_of_layouts_is_chinese(desk):
    file, client = used("红头甲").file, desk(builders.clerk())
    reply, name = row("reply"), builders.clerk().username
    for door in (f"wordlayout/{reply}/change/", f"layoutfile/{file.pk}/change/", "layoutfile/", "wordlayout/",
                 f"wordlayout/{reply}/do/upload/", f"wordlayout/{reply}/do/go_back/"):  # fmt: skip
        page = client.get(f"{BASE}/{door}").content.decode()
        assert not english(page, beside={name, "head"}), door
