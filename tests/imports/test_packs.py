# ruff: noqa: F811, F401 (fixtures are taken from test_recommending.py by name)
"""The papers of thirty shops in one zip: each finds its application by its name, nothing unknown is let in or lost."""

import io
import zipfile
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from imports.recommending import filing, packs
from imports.recommending.booking import draft_sheet
from registry.ledger.errors import NotAllowed, Refusal
from registry.screening.models import Application, Attachment
from tests import builders
from tests.stories import chapters

from .test_recommending import DAY, NOON, SECOND, SHOP, sheet_of, staged, town

pytestmark = pytest.mark.django_db
ONE, TWO = SHOP["uscc"], SECOND["uscc"]


class WindowsName(zipfile.ZipInfo):
    """A member whose name is written in GB18030 without saying so."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


def packed(*names, content=None, info=zipfile.ZipInfo):
    """A zip with one PDF per name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as pack:
        for name in names:
            paper = chapters.PDF + name.encode() if content is None else content
            pack.writestr(info(name), paper, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def names_of(*codes):
    return [f"{code}_{kind}.pdf" for code in codes for kind in ("征信报告", "申报表")]


@pytest.fixture
def sheet(town):
    made = staged(town, SHOP, SECOND)
    return draft_sheet(made, actor=town[1], today=DAY)


def file_of(raw, name="材料.zip"):
    return SimpleUploadedFile(name, raw)


def filed(sheet, town, raw, **given):
    return filing.file_pack(sheet, pack=file_of(raw), actor=town[1], today=DAY, **given)


def kinds_of(code):
    rows = Attachment.objects.standing().filter(application__business__uscc=code)
    return sorted(rows.values_list("kind", flat=True))


class TestNames:
    @pytest.mark.parametrize(
        ("name", "code", "kind"),
        [
            (f"{ONE}_征信报告.pdf", ONE, "credit_report"),
            (f"{ONE.lower()}-企业信用报告.pdf", ONE, "credit_report"),
            (f"{ONE} 小兰超市/申报表.pdf", ONE, "form"),
            (f"申报表/{ONE}征信.pdf", ONE, "credit_report"),
            (f"{ONE}/营业执照.pdf", ONE, "licence"),
            (f"{ONE}/推荐申请表（盖章）.pdf", ONE, "form"),
        ],
    )
    def test_a_file_says_whose_it_is_and_what(self, name, code, kind):
        paper = packs.read_pack("a.zip", packed(name))[0]
        assert (paper.code, paper.kind, paper.problems) == (code, kind, [])

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("征信报告.pdf", "没有统一社会信用代码"),
            (f"{ONE}.pdf", "没有材料名称"),
            ("扫描001.pdf", "没有统一社会信用代码和材料名称"),
            (f"{ONE}_{TWO}_征信.pdf", "2个不同的代码"),
            (f"{ONE}_申报表.exe", "只接受"),
            (f"{ONE}_申报表.docx", "内容与扩展名"),
        ],
    )
    def test_what_cannot_be_placed_is_said(self, name, told):
        assert told in "".join(packs.read_pack("a.zip", packed(name))[0].problems)

    def test_names_from_chinese_windows_are_read(self):
        raw = packed(f"{ONE}_征信报告.pdf", info=WindowsName)
        assert packs.read_pack("a.zip", raw)[0].kind == "credit_report"

    def test_what_the_operating_system_adds_is_passed_over(self):
        raw = packed(f"__MACOSX/{ONE}_申报表.pdf", ".DS_Store", f"x/{ONE}_申报表.pdf", "x/Thumbs.db")
        assert [paper.name for paper in packs.read_pack("a.zip", raw)] == [f"{ONE}_申报表.pdf"]


class TestBounds:
    @pytest.mark.parametrize(
        ("name", "raw", "told"),
        [
            ("a.rar", b"Rar!", "应为zip"),
            ("a.zip", b"PK\x03\x04broken", "不能打开"),
            ("a.zip", packed(), "没有文件"),
        ],
    )
    def test_an_unfit_pack_is_refused(self, name, raw, told):
        with pytest.raises(Refusal, match=told):
            packs.read_pack(name, raw)

    def test_too_many_files_are_refused_before_any_is_read(self, monkeypatch):
        monkeypatch.setattr(packs, "MOST_FILES", 3)
        with pytest.raises(Refusal, match="有4个文件，一次最多3个"):
            packs.read_pack("a.zip", packed(*names_of(ONE, TWO)))

    def test_a_bomb_is_stopped_at_the_limit(self):
        raw = packed(f"{ONE}_征信报告.pdf", content=chapters.PDF + b"\0" * (50 * 1024 * 1024))
        assert len(raw) < 100_000
        paper = packs.read_pack("a.zip", raw)[0]
        assert len(paper.content) <= packs.LIMIT + 1 and "超过10MB" in paper.problems[0]

    def test_a_whole_that_unpacks_too_large_is_refused(self, monkeypatch):
        monkeypatch.setattr(packs, "MOST_BYTES", 100)
        with pytest.raises(Refusal, match="一次最多300MB"):
            packs.read_pack("a.zip", packed(*names_of(ONE), content=b"0" * 80))


class TestFiling:
    def test_each_paper_finds_its_application(self, sheet, town):
        done = filed(sheet, town, packed(*names_of(ONE, TWO), f"{ONE}/营业执照.pdf"))
        assert kinds_of(ONE) == ["credit_report", "form", "licence"] and kinds_of(TWO) == [
            "credit_report",
            "form",
        ]
        assert done.told == ["收到5件材料，涉及2户，全部材料已齐，可以提交。"]

    def test_the_same_pack_again_changes_nothing(self, sheet, town):
        for _ in range(2):
            filed(sheet, town, packed(*names_of(ONE)))
        assert Attachment.objects.count() == 2

    def test_a_newer_paper_replaces_the_older_which_is_kept(self, sheet, town):
        filed(sheet, town, packed(*names_of(ONE)))
        filed(sheet, town, packed(f"{ONE}/征信报告（新）.pdf"))
        rows = Attachment.objects.filter(application__business__uscc=ONE, kind="credit_report")
        assert (rows.count(), rows.standing().get().original_name) == (2, "征信报告（新）.pdf")

    def test_one_bad_file_stops_the_pack_and_all_reasons_are_said(self, sheet, town):
        raw = packed(*names_of(ONE), "扫描.pdf", f"{builders.ENTERPRISE_CODES[0]}_申报表.pdf")
        with pytest.raises(Refusal) as refused:
            filed(sheet, town, raw)
        assert len(refused.value.sentences) == 2 and not Attachment.objects.exists()
        done = filed(sheet, town, raw, skip_bad=True)
        assert len(done.done) == 2 and len(done.told) == 3 and "还有1户材料不齐" in done.told[0]

    def test_two_of_a_kind_for_one_shop_are_asked_about(self, sheet, town):
        with pytest.raises(Refusal, match="在包里有2件"):
            filed(sheet, town, packed(f"{ONE}/征信1.pdf", f"{ONE}/征信2.pdf"))

    def test_another_institution_neither_files_nor_hands_in(self, sheet, town):
        stranger = builders.recommender("HONGQING")
        for verb in (
            lambda: filed(sheet, (None, stranger), packed(*names_of(ONE))),
            lambda: filing.hand_in(sheet, actor=stranger, today=DAY),
        ):
            with pytest.raises(NotAllowed):
                verb()


class TestHandingIn:
    def test_complete_ones_go_the_others_stay_with_their_reason(self, sheet, town):
        filed(sheet, town, packed(*names_of(ONE)))
        done = filing.hand_in(sheet, actor=town[1], today=DAY)
        held = dict(Application.objects.values_list("business__uscc", "status"))
        assert held == {ONE: "submitted", TWO: "draft"}
        assert done.told[0] == "已提交1户的申报，1户没有提交。" and "征信报告" in done.told[1]

    def test_with_nothing_complete_it_is_a_refusal(self, sheet, town):
        with pytest.raises(Refusal, match="另一小店没有提交"):
            filing.hand_in(sheet, actor=town[1], today=DAY)
        assert set(Application.objects.values_list("status", flat=True)) == {"draft"}


def test_the_whole_way_at_the_desk(client, sheet, town):
    client.force_login(town[1])
    base = reverse("admin:imports_recommendationsheet_change", args=[sheet.pk])
    with time_machine.travel(NOON, tick=False):
        page = client.get(base).content.decode()
        assert "上传材料包" in page and "提交材料齐全的申报" in page
        step = base.replace("change/", "do/papers/")
        assert (
            "没有统一社会信用代码"
            in client.post(step, {"pack": file_of(packed("扫描.pdf"))}).content.decode()
        )
        told = client.post(step, {"pack": file_of(packed(*names_of(ONE, TWO)))}, follow=True).content.decode()
        assert "收到4件材料，涉及2户" in told
        ask = client.get(base.replace("change/", "do/submit/")).content.decode()
        assert "提交材料齐全的2户" in ask
        told = client.post(
            base.replace("change/", "do/submit/"), {"reason": ""}, follow=True
        ).content.decode()
        assert "已提交2户的申报。" in told
        assert "上传材料包" not in client.get(base).content.decode()
