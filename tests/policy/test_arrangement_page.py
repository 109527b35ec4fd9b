"""Handing in a year in the admin: previewed with the windows it moves, proposed by one, approved by another."""

import io
import re
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.duties import bring_to
from registry.ledger.models import Proposal
from registry.ledger.proposals.calendar import AMEND
from registry.ledger.proposals.deciding import approve
from registry.ledger.proposals.extending import EXTEND
from registry.policy.models import CalendarVersion, CalendarYear
from tests import builders
from tests.publicity.test_moving_windows import open_on

from .test_calendar_file import FULL

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/calendar/import/"
GIVEN = {
    "year": "2027", "document_number": "国办发明电〔2026〕7号", "title": "", "announced_on": "2026-11-04",
    "reason": "国务院办公厅已公布", "preview": "预览",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _that_day(monkeypatch):
    monkeypatch.setattr("registry.history.clock.today", lambda: date(2026, 12, 26))


def hand_in(client, text=FULL, **changes):
    file = SimpleUploadedFile("2027.csv", text.encode())
    return client.post(ADDRESS, GIVEN | {"file": file} | changes).content.decode()


def confirmed(client, seen):
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', seen))
    content = re.search(r'<textarea name="content" hidden>(.*?)</textarea>', seen, re.DOTALL)[1]
    hidden.pop("csrfmiddlewaretoken", None)
    return client.post(ADDRESS, hidden | {"content": content, "propose": "1"})


def test_from_the_file_to_the_approved_year(client):
    notice = open_on(date(2026, 12, 25))
    assert notice.provisional
    client.force_login(builders.clerk())
    seen = hand_in(client, FULL + "2027-01-04,休,元旦\n")
    assert "第1版" in seen and "新增12天" in seen
    assert str(notice) in seen and "原为暂定，核定为2027年1月12日" in seen
    assert CalendarYear.objects.get(year=2027).coverage == "missing" and not Proposal.objects.exists()
    answer = confirmed(client, seen)
    made = Proposal.objects.get()
    assert (answer.status_code, made.act, made.proposed_by.username) == (302, AMEND, "clerk")
    assert CalendarYear.objects.get(year=2027).coverage == "missing"
    approve(made, actor=builders.head(), today=date(2026, 12, 26), reason="核对原文无误")
    version = CalendarVersion.objects.get(calendar_year__year=2027)
    assert (version.revision, version.document_number, version.known_on) == (
        1,
        "国办发明电〔2026〕7号",
        date(2026, 11, 4),
    )
    assert not Proposal.objects.filter(act=EXTEND).exists()
    bring_to(date(2026, 12, 26), since=date(2026, 12, 26))
    notice.refresh_from_db()
    assert (notice.ends_on, notice.provisional) == (date(2027, 1, 12), False)
    assert (
        "因《国务院办公厅关于2027年部分节假日安排的通知》（国办发明电〔2026〕7号），顺延至"
        in notice.extension_note
    )


def test_the_template_filled_in_is_read_like_a_csv(client):
    client.force_login(builders.clerk())
    assert "下载空白模板" in client.get(ADDRESS).content.decode()
    lines = FULL.strip().splitlines()[1:]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{ADDRESS}?template=1").content))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["日期", "休或班", "名称"]
    assert len(sheet.data_validations.dataValidation) == 2
    for row, line in enumerate(lines, start=2):
        for column, value in enumerate(line.split(","), start=1):
            sheet.cell(row, column).value = value
    held = io.BytesIO()
    book.save(held)
    file = SimpleUploadedFile("2027.xlsx", held.getvalue())
    seen = client.post(ADDRESS, GIVEN | {"file": file}).content.decode()
    assert f"新增{len(lines)}天" in seen and not Proposal.objects.exists()


def test_an_amendment_shows_which_windows_move_and_which_stay(client):
    later, earlier = open_on(date(2026, 11, 24)), open_on(date(2026, 11, 20))
    client.force_login(builders.clerk())
    amended = CalendarVersion.objects.get(calendar_year__year=2026)
    words = {"holiday": "休", "workday": "班"}
    lines = [f"{day},{words[kind]},{name}" for day, kind, name in amended.entries]
    lines += ["2026-11-28,班,调整", "2026-12-07,休,调整", "2026-12-08,休,调整"]
    seen = hand_in(client, "\n".join(lines), year="2026", announced_on="2026-11-30")
    moved = seen.split("因此变动的进行中期限")[1].split("逐日对照")[0]
    assert "须另一人批准" in moved and "不缩短，维持原定" in moved
    assert str(later) in moved and str(earlier) in moved
    assert "第2版" in seen


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"document_number": "国务院通知"}, "发文字号"),
        ({"year": "27"}, "年份"),
        ({"announced_on": "2027-01-01"}, "晚于今天"),
        ({"announced_on": ""}, "公布日期"),
        ({"reason": ""}, "说明"),
        ({"text": "2027-02-30,休,春节"}, "不是有效日期"),
        ({"text": "2026-03-01,休,春节"}, "不在2027年"),
        ({"file": ""}, "没有选择文件"),
    ],
)
def test_a_bad_hand_in_is_refused_with_sentences_and_nothing_is_proposed(client, changes, told):
    client.force_login(builders.clerk())
    text = changes.pop("text", FULL)
    answer = hand_in(client, text, **changes)
    assert (
        "没有办理" in answer
        and told in answer
        and "提请批准" not in answer.split("没有办理")[1].split("<form")[-1]
    )
    assert not Proposal.objects.exists()


def test_it_needs_the_right_and_is_proposed_once(client):
    client.force_login(builders.auditor())
    assert client.get(ADDRESS).status_code == 403
    client.force_login(builders.clerk())
    seen = hand_in(client)
    confirmed(client, seen)
    assert "已有一件待批准的" in confirmed(client, seen).content.decode()
    assert Proposal.objects.count() == 1


def test_the_list_of_years_and_the_desk_lead_to_it(client):
    client.force_login(builders.clerk())
    assert ADDRESS in client.get("/admin/policy/calendaryear/").content.decode()
    desk = client.get("/admin/").content.decode()
    assert "请导入2027年节假日安排" in desk and f"{ADDRESS}?year=2027" in desk
    year = CalendarYear.objects.get(year=2020)
    page = client.get(f"/admin/policy/calendaryear/{year.pk}/change/").content.decode()
    assert "国办发明电〔2019〕16号" in page and "国办发明电〔2020〕1号" in page
