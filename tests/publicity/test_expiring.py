"""Credit reports and other papers about persons leave twelve months after the round or the refusal, and not a day before."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from cms.watch.sweeping import sweep_files
from publicity import expiring
from publicity.closing import close_entry
from publicity.duties import DUTIES
from registry.history import clock
from registry.ledger.actors import system_actor
from registry.ledger.doors import perform
from registry.ledger.duties import run_duties
from registry.ledger.models import Effect, Message
from registry.lending.models import CreditLine
from registry.sanctions import proposing
from registry.sanctions.models import BlacklistCase
from registry.screening import asking, concluding, intake, round_ends
from registry.screening.consents import CONSENTS
from registry.screening.models import Attachment, RefusalLetter, Round
from tests import builders
from tests.stories import chapters

REFUSED, LEAVES = date(2026, 6, 10), date(2027, 6, 10)
DUTY = [duty for duty in DUTIES if duty.name == expiring.DUTY]
pytestmark = pytest.mark.django_db


def run(on):
    return [effect["record"] for effect in run_duties(DUTY, actor=system_actor(), on=on, since=on).effects]


def with_papers(application):
    """Also a copy of an identity card under “其他材料”."""
    intake.attach(
        application, kind="other", name="身份证.pdf", content=chapters.PDF + b"id", actor=builders.recommender(),
        today=date(2026, 5, 6),
    )  # fmt: skip
    return application


def rejected(day=REFUSED):
    application = with_papers(chapters.draft(builders.business()))
    intake.submit(application, actor=builders.recommender(), today=date(2026, 5, 6))
    asking.start_screening(application, actor=builders.clerk(), today=date(2026, 5, 8))
    chapters.answer_all(application, date(2026, 5, 9), "fail", "有欠税")
    concluding.fail_screening(application, actor=builders.clerk(), today=day, reason="有欠税")
    return application


def recognised():
    """On notice, its window over, recognised; the round closed on 30 June."""
    notice = chapters.notice_of([builders.business()])
    entry = notice.entries.get()
    close_entry(entry, actor=system_actor(), today=date(2026, 5, 25))
    entry.application.refresh_from_db()
    assert entry.application.status == "recognised"
    return entry.application


def close_round():
    round_ends.close_round(Round.objects.get(), actor=builders.clerk(), today=date(2026, 6, 30))


def held(application):
    return {paper.kind for paper in application.attachments.exclude(file="")}


def test_a_refused_application_keeps_its_papers_for_a_year_and_not_a_day_less(
    django_capture_on_commit_callbacks,
):
    application = rejected()
    stored = [paper.file.name for paper in application.attachments.exclude(kind="form")]
    storage = storages["private"]
    assert run(LEAVES - timedelta(days=1)) == [] and len(held(application)) == 3
    with django_capture_on_commit_callbacks(execute=True):
        assert len(run(LEAVES)) == 1
    assert held(application) == {"form"} and not any(storage.exists(name) for name in stored)
    for paper in application.attachments.exclude(kind="form"):
        assert (
            paper.original_name
            and paper.sha256
            and paper.expired_on == LEAVES
            and "已按期限删除" in str(paper)
        )
    assert not Attachment.history.filter(kind="credit_report").exclude(file="").exists()
    told = Message.objects.get(subject__startswith="材料已按期限删除")
    assert told.recipient_code == "OFFICE" and "2份文件（人民银行征信报告、其他材料）" in told.body
    assert run(LEAVES) == run(LEAVES + timedelta(days=40)) == []
    assert Effect.objects.get(duty=expiring.DUTY).effective_on == LEAVES


def test_refused_inside_the_window_counts_from_its_end():
    application = rejected(date(2026, 5, 12))
    assert run(date(2027, 5, 30)) == [] and run(date(2027, 5, 31))
    assert held(application) == {"form"}


def test_timers_asleep_for_years_expire_once_with_the_day_it_fell_due():
    rejected()
    assert len(run(date(2029, 1, 5))) == 1 and run(date(2029, 1, 6)) == []
    assert Effect.objects.get(duty=expiring.DUTY).effective_on == LEAVES


@pytest.mark.parametrize("make", [chapters.submitted, chapters.in_screening, chapters.approved])
def test_what_is_not_decided_is_never_touched(make):
    application = make(builders.business())
    assert run(date(2030, 1, 1)) == [] and len(held(application)) == 2


def test_a_recognised_one_counts_from_the_end_of_its_round():
    application = recognised()
    close_round()
    assert run(date(2027, 6, 29)) == [] and run(date(2027, 6, 30))
    assert held(application) == {"form"}


def test_a_draft_nobody_handed_in_is_over_with_its_round_and_must_be_papered_anew():
    application = chapters.draft(builders.business())
    assert run(date(2027, 5, 30)) == [] and run(date(2027, 5, 31))
    assert held(application) == {"form"} and not application.attachments.standing().filter(
        kind="credit_report"
    )


def test_a_round_nobody_closed_ends_with_its_last_decision():
    application = recognised()
    assert run(date(2027, 5, 30)) == [] and run(date(2027, 5, 31))
    assert held(application) == {"form"}


def test_behind_a_running_loan_the_papers_stay_until_it_is_settled():
    application = recognised()
    close_round()
    chapters.book(application.business, date(2026, 7, 31))
    line = CreditLine.objects.get()
    assert run(date(2028, 1, 1)) == [] and len(held(application)) == 2
    with builders.as_system():
        for note in line.notes.all():
            perform(note, "settle", actor=system_actor(), today=date(2028, 1, 2))
        line.refresh_from_db()
        if line.status != "closed":
            perform(line, "close", actor=system_actor(), today=date(2028, 1, 2))
    assert run(date(2028, 1, 3)) and held(application) == {"form"}


def test_an_appeal_holds_them():
    application = rejected()
    letter = RefusalLetter.objects.get(application=application)
    perform(letter, "record_appeal", actor=builders.clerk(), today=REFUSED, reason="申辩")
    assert run(date(2027, 8, 1)) == [] and len(held(application)) == 3
    perform(letter, "uphold", actor=builders.head(), today=REFUSED, reason="维持")
    assert run(date(2027, 8, 1))


def test_a_case_holds_them():
    application = recognised()
    close_round()
    case = proposing.propose_case(
        BlacklistCase(
            business=application.business, ground="fraud", facts="虚报收入，骗取贷款。", basis="（2026）内0627刑初12号",
            evidence_file=ContentFile(chapters.PDF, name="判决书.pdf"), determined_on=date(2026, 6, 20), severity="general",
        ),
        actor=builders.clerk(), today=date(2026, 7, 1),
    )  # fmt: skip
    assert run(date(2027, 8, 1)) == []
    perform(case, "dismiss", actor=builders.clerk(), today=date(2027, 8, 1), reason="不属实")
    assert run(date(2027, 8, 2))


def test_the_office_reads_that_the_file_was_deleted(client):
    application = rejected()
    run(LEAVES)
    paper = application.attachments.get(kind="credit_report")
    client.force_login(builders.clerk())
    page = client.get(f"/admin/screening/attachment/{paper.pk}/change/").content.decode()
    assert "按期限删除日期" in page and "2027年6月10日" in page and paper.sha256 in page
    assert client.get(f"/admin/screening/attachment/{paper.pk}/file/file/").status_code == 404
    archive = client.get(f"/admin/archive/{application.pk}/").content.decode()
    assert "2027年6月10日已按期限删除" in archive


def test_the_consent_says_what_the_timer_does():
    text = "".join(next(c for c in CONSENTS if c.name == "privacy_notice").paragraphs)
    assert "征信报告和“其他材料”" in text and "十二个月" in text and "期满自动删除文件" in text
    assert set(expiring.PERSONAL) == {"credit_report", "other"}


def test_a_broken_deletion_leaves_no_bytes_behind(django_capture_on_commit_callbacks):
    """A crash after the row was emptied and before the file was deleted: the night watch takes the stray away."""
    application = rejected()
    storage = storages["private"]
    stored = application.attachments.get(kind="credit_report").file.name
    run(LEAVES)  # nothing that comes after the commit is done
    assert storage.exists(stored)
    kept = [paper.file.name for paper in application.attachments.exclude(file="")]
    now = clock.moment() + timedelta(days=2)
    assert stored in sweep_files(now=now) and not storage.exists(stored)
    assert kept and all(storage.exists(name) for name in kept)
    assert sweep_files(now=now) == []


def test_the_sweep_spares_what_is_new_and_what_a_row_or_its_past_names():
    storage = storages["private"]
    stray = storage.save("quarantine/2026/05/stray.pdf", ContentFile(b"%PDF-"))
    application = chapters.draft(builders.business())
    paper = application.attachments.first()
    assert sweep_files(now=clock.moment()) == [] and storage.exists(stray)
    assert sweep_files(now=clock.moment() + timedelta(days=2)) == [stray]
    assert storage.exists(paper.file.name)


def test_today_is_read_at_the_edge_only():
    with time_machine.travel(datetime(2030, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        rejected()
        assert run(LEAVES - timedelta(days=1)) == []
