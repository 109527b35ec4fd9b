"""The night watch reads every public answer, finds a full number wherever it slipped in, and tells the office: never the number."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db.models import QuerySet

from cms.inbox import inbox_for
from cms.models import PublicFinding, PublicScan
from cms.pages.models import NewsPage, OfficeSettings
from cms.watch import nightly, reading, scanning
from cms.watch.addresses import RECORD, public_addresses
from publicity.models import Announcement, Notice, NoticeEntry
from registry.documents.models import IssuedDocument
from registry.documents.word import word_file
from registry.ledger.models import Message
from registry.parties.models import User
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NIGHT = datetime.fromisoformat(f"{COUNTY_DAY}T02:10:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
CARD, IDENTITY, OLD, PHONE = "6222021234567890128", "152728198001011231", "152728800101123", "13900001234"


@pytest.fixture(autouse=True)
def _that_night():
    with time_machine.travel(NIGHT, tick=False):
        yield


def slip(record, **values):
    """Past every door, straight into the table, as a fault would."""
    QuerySet(type(record)).filter(pk=record.pk).update(**values)


def watch(paths, now=NIGHT):
    """One night's scan of these addresses only."""
    return scanning.scan_public_pages(scanning.claim(now), now=now, paths=paths)


def of(notice):
    return [f"/n/{notice.serial}{ending}" for ending in RECORD]


def shown():
    return Notice.objects.public().exclude(status="withdrawn").first()


def test_a_clean_site_raises_nothing_and_is_read_once_a_night():
    scan = nightly.watch(NIGHT)
    assert scan.addresses > 150 and (scan.findings, scan.failed) == (0, 0) and scan.finished_at
    assert nightly.watch(NIGHT) is None and nightly.watch(NIGHT + timedelta(hours=3)) is None
    assert not PublicFinding.objects.exists() and not Message.objects.filter(kind="privacy").exists()
    assert scanning.claim(NIGHT + timedelta(days=1)) is not None


@pytest.mark.parametrize(
    ("number", "sort"),
    [(IDENTITY, "身份证号码"), (OLD, "身份证号码"), (PHONE, "手机号码"), (CARD, "银行账号")],
    ids=["18", "15", "phone", "card"],
)
def test_a_number_in_a_notice_is_found_on_every_answer_that_shows_it(client, number, sort):
    notice = shown()
    slip(notice, body=f"{notice.body}\n另据反映，当事人{number}。")
    watch(of(notice))
    found = {row.address: row.sorts for row in PublicFinding.objects.open()}
    assert {f"/n/{notice.serial}/", f"/n/{notice.serial}.json"} <= set(found) and set(found.values()) == {
        sort
    }
    told = Message.objects.get(kind="privacy", recipient_code="OFFICE")
    assert f"/n/{notice.serial}/" in told.body and sort in told.body
    everything = str(list(PublicFinding.objects.values())) + told.body + told.subject
    assert number not in everything
    label = "公开网页上像个人完整号码的数字，请立即处理"
    waiting = {item["label"]: item for item in inbox_for(User.objects.get(username="office"))}
    assert waiting[label]["count"] == len(found) and label not in {
        item["label"] for item in inbox_for(User.objects.get(username="bank"))
    }
    client.force_login(User.objects.get(username="office"))
    page = client.get(waiting[label]["url"]).content.decode()
    assert f"/n/{notice.serial}/" in page and sort in page and number not in page
    assert client.get("/readyz").status_code == client.get("/readyz").status_code and number not in page


def test_put_right_it_is_struck_off_and_found_again_it_alarms_again():
    notice = shown()
    before = notice.body
    slip(notice, body=f"{before}{PHONE}")
    watch(of(notice))
    slip(notice, body=before)
    watch(of(notice), NIGHT + timedelta(days=1))
    assert PublicFinding.objects.exists() and not PublicFinding.objects.open().exists()
    slip(notice, body=f"{before}{PHONE}")
    watch(of(notice), NIGHT + timedelta(days=2))
    assert PublicFinding.objects.open().exists() and Message.objects.filter(kind="privacy").count() == 2


def test_a_standing_finding_alarms_once():
    notice = shown()
    slip(notice, body=f"{notice.body}{PHONE}")
    for day in range(3):
        watch(of(notice), NIGHT + timedelta(days=day))
    assert Message.objects.filter(kind="privacy").count() == 1


@pytest.mark.parametrize("where", ["entry", "announcement", "page"])
def test_it_is_found_in_lists_announcements_and_pages(where):
    if where == "entry":
        entry = NoticeEntry.objects.public().filter(notice__status="open").first()
        slip(entry, shown_name=f"甲公司{PHONE}")
        expected = f"/n/{entry.notice.serial}.csv"
    elif where == "announcement":
        told = next(a for a in Announcement.objects.order_by("-id") if a.state(NIGHT.date()) == "valid")
        slip(told, body=f"{told.body}{PHONE}")
        expected = told.get_absolute_url()
    else:
        page = NewsPage.objects.live().first()
        NewsPage.objects.filter(pk=page.pk).update(summary=f"请联系{PHONE}")
        expected = page.get_url()
    assert expected in set(public_addresses(NIGHT.date()))
    watch([expected])
    assert expected in set(PublicFinding.objects.values_list("address", flat=True))


def test_the_offices_own_telephone_is_no_finding():
    settings = OfficeSettings.objects.first() or OfficeSettings(site_id=1)
    settings.phone = PHONE
    settings.save()
    assert scanning.official_phones() >= {PHONE}
    watch(["/", *of(shown())])
    assert not PublicFinding.objects.exists()
    assert scanning.numbers_in(f"电话{PHONE}，另13911112222", {PHONE}) == ["手机号码"]


def test_a_night_that_broke_off_is_taken_up_again():
    PublicScan.objects.create(day=NIGHT.date(), started_at=NIGHT)
    assert scanning.claim(NIGHT + timedelta(minutes=30)) is None
    assert scanning.claim(NIGHT + timedelta(hours=2, minutes=1)) is not None
    assert scanning.claim(NIGHT + timedelta(hours=2, minutes=2)) is None
    assert PublicScan.objects.count() == 1


def test_the_words_of_pages_and_papers_are_read_and_drawings_are_not():
    page = b'<p>\xe7\x94\xb2<b>139</b> 0000</p><svg><path d="6222021234567890128"/></svg><a href="tel:13900001234" title="x">y</a>'
    text = reading.words_of(page, "text/html")
    assert "6222021234567890128" not in text and "tel:13900001234" in text
    assert reading.words_of(b"\x89PNG13900001234", "image/png") == ""


def test_a_number_in_a_word_file_is_read():
    paper = IssuedDocument.objects.filter(kind="certificate").first() or IssuedDocument.objects.first()
    paper.body = f"{paper.body}\n联系{PHONE}"
    content = word_file(paper)
    assert "手机号码" in scanning.numbers_in(reading.words_of(content, "application/zip"))
