"""One file per application: complete, in order, the same number of queries however full, nothing for who may not see."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cms.archive.gather import gather
from cms.duties import bring_to
from cms.models import ArchiveExport
from publicity import receiving
from registry.history.acting import acting
from registry.ledger import chain
from registry.ledger.models import StatusChange
from registry.policy.models import AdmissionCondition
from registry.sanctions.cancelling import cancel
from registry.sanctions.warning import warn_condition
from registry.screening import intake
from registry.screening.models import Application
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 8)
OBJECTOR = {"name": "郝建平", "phone": "13947700000", "address": "团结路3号"}


def noticed():
    """An application on an open notice, with one objection by a named person."""
    notice = chapters.notice_of([builders.business()], DAY)
    entry = notice.entries.get()
    receiving.receive_objection(
        entry, sort="person", facts="拖欠货款，证件110101199003070011", today=DAY, **OBJECTOR
    )
    return Application.objects.get()


def read(application, user):
    return gather(application, user)


def words(file):
    return "\n".join(str(cell) for section in file.sections for row in section.rows for cell in row)


def export(client, user, application):
    client.force_login(user)
    return client.post(f"/admin/archive/{application.pk}/export/")


def opened(answer):
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def test_every_change_attachment_and_opinion_is_in_and_in_order():
    application = noticed()
    file = read(application, builders.head())
    positions = [int(row[0]) for row in file.sections[-1].rows]
    kinds = ("screening.application", "publicity.notice", "publicity.noticeentry", "publicity.objection", "parties.qualification")  # fmt: skip
    wanted = (
        StatusChange.objects.filter(record_type__in=kinds)
        .order_by("position")
        .values_list("position", flat=True)
    )
    assert positions == list(wanted) and len(positions) > 7
    text = words(file)
    assert all(a.sha256 in text for a in application.attachments.all())
    assert len(file.sections[2].rows) == application.opinions.count() > 8
    assert "〔2026〕5号" in text and "郝建平" in text and all(c.row_hash in text for c in file.changes)


@pytest.mark.parametrize(
    "make", [chapters.draft, chapters.submitted, chapters.in_screening, chapters.approved]
)
def test_it_reads_in_any_state(client, make):
    application = make(builders.business())
    client.force_login(builders.user("aud", "auditor"))
    page = client.get(f"/admin/archive/{application.pk}/")
    assert page.status_code == 200 and application.receipt_number in page.content.decode()


def test_a_withdrawn_application_has_its_file_too():
    application = chapters.submitted(builders.business())
    intake.withdraw(application, actor=builders.recommender(), today=DAY, reason="企业自愿撤回")
    file = read(application, builders.head())
    assert "企业自愿撤回" in words(file) and file.sections[4].rows == []


def test_the_announcement_and_the_later_fate_are_in():
    notice = chapters.notice_of([builders.business()], DAY)
    bring_to(notice.ends_on + timedelta(days=1), since=notice.ends_on)
    application, day = Application.objects.get(), notice.ends_on + timedelta(days=10)
    standing = application.business.qualification()
    warn_condition(
        standing,
        actor=builders.head(),
        today=day,
        condition=AdmissionCondition.objects.get(code="R20"),
        facts="已降为C级",
    )
    cancel(standing, actor=builders.head(), today=day, reason="确认取消")
    bring_to(day, since=day)
    file = read(application, builders.head())
    announced = [row[0] for row in file.sections[7].rows]
    assert announced == ["认定公告", "取消资格公告"] and file.sections[8].rows[0][1] == "已取消资格"
    assert [row[0] for row in file.sections[9].rows][-2:] == ["预警提示函", "取消资格决定"]
    assert "确认取消" in words(file) and "确认取消" not in words(read(application, builders.recommender()))


def test_the_number_of_queries_does_not_grow_with_the_file():
    application = noticed()
    head = builders.head()
    entry = application.notice_entries.get()

    def count():
        with CaptureQueriesContext(connection) as told:
            read(
                Application.objects.select_related("business", "round", "recommender").get(),
                builders.user("head"),
            )
        return len(told)

    before = count()
    for n in range(5):
        receiving.receive_objection(
            entry, sort="person", facts=f"第{n}件事实，时间地点如前所述", today=DAY, **OBJECTOR
        )
        with acting(head, "补充材料"):
            from registry.screening.models import Attachment

            Attachment(application=application, kind="other", file=f"x{n}", original_name=f"{n}.pdf", size=1, sha256=f"{n}" * 64).save()  # fmt: skip
    assert count() == before <= 30


def test_other_businesses_applications_do_not_matter():
    application = noticed()
    before = words(read(application, builders.head()))
    chapters.submitted(builders.business(builders.INDIVIDUAL_CODES[0]))
    assert words(read(application, builders.head())) == before


def test_a_foreign_recommender_a_bank_and_a_stranger_find_nothing(client):
    application = noticed()
    for user in (builders.recommender("ZHASAKE"), builders.bank_maker(), builders.user("plain")):
        client.force_login(user)
        assert client.get(f"/admin/archive/{application.pk}/").status_code in (302, 404)
        assert client.post(f"/admin/archive/{application.pk}/export/").status_code in (302, 404)
    assert not ArchiveExport.objects.exists()


def test_a_department_reads_its_own_opinions_and_no_number_of_anybody(client):
    application = noticed()
    file = read(application, builders.reviewer("TAX"))
    text = words(file)
    assert {row[1] for row in file.sections[2].rows} == {"旗税务局"}
    for secret in ("13947700000", "郝建平", "110101199003070011", "13900000000", "拖欠货款"):
        assert secret not in text
    assert "（不在您的查看范围）" in text and file.sections[1].rows == []


def test_the_recommender_reads_its_own_contacts_but_not_the_objector():
    text = words(read(noticed(), builders.recommender()))
    assert "13900000000" in text and "郝建平" not in text


def test_the_bundle_opens_and_every_fingerprint_holds(client):
    application = noticed()
    answer = export(client, builders.head(), application)
    bundle = opened(answer)
    manifest = json.loads(bundle.read("manifest.json"))
    assert bundle.testzip() is None and manifest["missing"] == []
    assert set(bundle.namelist()) == {part["path"] for part in manifest["parts"]} | {"manifest.json"}
    for part in manifest["parts"]:
        assert hashlib.sha256(bundle.read(part["path"])).hexdigest() == part["sha256"]
        assert part.get("matches_register", True)
    assert sum(path["path"].startswith("材料/") for path in manifest["parts"]) == 2
    page = bundle.read("index.html").decode()
    assert application.receipt_number in page
    assert not [word for word in ("<script", "<link", "src=") if word in page]
    logged = ArchiveExport.objects.get()
    assert logged.manifest_sha256 == hashlib.sha256(bundle.read("manifest.json")).hexdigest()
    assert (logged.exported_by, logged.parts) == (builders.head(), len(manifest["parts"]))


def test_the_chain_rows_can_be_recomputed_from_the_bundle_alone(client):
    bundle = opened(export(client, builders.head(), noticed()))
    rows = json.loads(bundle.read("台账链.json"))
    for row in rows:
        told = {name: row[name] for name in chain.COVERED}
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == row["row_hash"]


def test_no_cell_of_the_bundle_is_a_formula(client):
    application = chapters.submitted(builders.business())
    intake.withdraw(application, actor=builders.recommender(), today=DAY, reason='=HYPERLINK("x")')
    rows = list(csv.reader(io.StringIO(opened(export(client, builders.head(), application)).read("办理经过.csv").decode("utf-8-sig"))))  # fmt: skip
    assert any("'=HYPERLINK" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_lost_file_is_named_and_not_left_out_in_silence(client):
    application = chapters.submitted(builders.business())
    lost = application.attachments.first()
    lost.file.storage.delete(lost.file.name)
    bundle = opened(export(client, builders.head(), application))
    assert [one["title"] for one in json.loads(bundle.read("manifest.json"))["missing"]] == [str(lost)]
    assert "没有读到" in bundle.read("index.html").decode()


def test_only_head_and_auditor_export_and_reading_does_not(client):
    application = noticed()
    assert export(client, builders.clerk(), application).status_code == 403
    client.force_login(builders.head())
    assert client.get(f"/admin/archive/{application.pk}/export/").status_code == 405
    assert not ArchiveExport.objects.exists()
    assert export(client, builders.user("aud", "auditor"), application).status_code == 200
    assert ArchiveExport.objects.visible_to(builders.clerk()).count() == 0


@pytest.mark.parametrize(
    "statement", ["UPDATE cms_archiveexport SET parts = 0", "DELETE FROM cms_archiveexport"]
)
def test_the_log_of_exports_cannot_be_changed(client, statement):
    export(client, builders.head(), chapters.submitted(builders.business()))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
