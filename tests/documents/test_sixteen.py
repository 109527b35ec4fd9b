"""The sixteen documents of the notice matrix: each has its kinds, each kind its layout, and the announcements a Word file too."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from docx import Document

from cms.duties import bring_to
from publicity import withdrawing
from publicity.models import Announcement, NoticeEntry
from publicity.sheets import word_of
from registry.documents.layouts.slots import SLOTS
from registry.documents.models import IssuedDocument
from tests import builders
from tests.stories import chapters

DAY, AFTER = date(2026, 5, 8), date(2026, 5, 22)
PAPERS = Path(settings.BASE_DIR) / "docs" / "papers.md"


def test_each_of_the_sixteen_has_its_kinds():
    assert {slot.matter for slot in SLOTS.values() if slot.matter} == {f"N{n}" for n in range(1, 17)}


def test_every_kind_of_paper_and_of_announcement_is_a_slot_and_no_other():
    announced = {f"gg_{kind}": label for kind, label in Announcement.Kind.choices}
    assert set(SLOTS) == {"general", *IssuedDocument.Kind.values, *announced}
    assert {name: SLOTS[name].label for name in announced} == announced


def test_the_table_of_papers_in_the_manual_is_the_one_of_the_code():
    rows = re.findall(r"^\| (N\d+|—) \| (\S+) \| (.+?) \|$", PAPERS.read_text(encoding="utf-8"), re.MULTILINE)
    wanted = [
        (slot.matter or "—", slot.label, slot.told) for name, slot in SLOTS.items() if name != "general"
    ]
    assert sorted(rows) == sorted(wanted)


def shown(record):
    return Document(io.BytesIO(word_of(record)))


@pytest.mark.django_db
def test_a_notice_has_a_word_file_from_its_own_frozen_text():
    notice = chapters.notice_of([builders.business()], DAY)
    file = shown(notice)
    said = [line.text for line in file.paragraphs]
    assert said[:2] == [notice.title, notice.number] and "：" not in said
    assert said.count("伊金霍洛旗金融服务中心") == 1 and said.count("2026年5月8日") == 1
    cells = [[cell.text for cell in row.cells] for row in file.tables[0].rows]
    assert cells[0][:3] == ["序号", "名称", "统一社会信用代码"] and cells[1][:3] == [
        "1",
        "内蒙古测试有限公司",
        "91150627MAXXXXX15T",
    ]
    assert notice.check_code in said[-2] and notice.text_sha256 in said[-1]
    before = word_of(notice)
    withdrawing.withdraw_entry(
        NoticeEntry.objects.get(notice=notice), actor=builders.head(), today=DAY, reason="撤回申报"
    )
    notice.refresh_from_db()
    assert word_of(notice) == before


@pytest.mark.django_db
def test_an_announcement_has_one_too():
    chapters.notice_of([builders.business()], DAY)
    bring_to(AFTER, since=AFTER)
    told = Announcement.objects.get(kind="recognition")
    said = [line.text for line in shown(told).paragraphs]
    assert said[:2] == [told.title, told.number] and told.sha256 in said[-1] and "特此公告。" in said
    assert said.count("伊金霍洛旗金融服务中心") == 1 and len(shown(told).tables) == 1


@pytest.mark.django_db
def test_a_notice_whose_list_has_left_has_no_word_file():
    notice = chapters.notice_of([builders.business()], DAY)
    notice.canonical_text = ""
    assert word_of(notice) is None
