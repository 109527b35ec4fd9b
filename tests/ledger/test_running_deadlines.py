"""Reply periods and report deadlines under a changed calendar, and the strip of days on their pages (R43–R46, R51, R69)."""

from datetime import date, timedelta

import pytest

from cms.duties import bring_to
from registry.ledger.errors import Refusal
from registry.ledger.models import Proposal
from registry.ledger.proposals.deciding import approve
from registry.ledger.proposals.extending import EXTEND
from registry.lending.models import BankReport
from registry.lending.windows import episode_reached
from registry.policy.models import CalendarDay
from registry.screening import concluding
from registry.screening.models import RefusalLetter
from registry.screening.windows import reached as letter_reached
from tests import builders
from tests.sanctions.test_blacklist import DAY, decide, notified
from tests.stories import chapters
from tests.stories.test_missed_payment import missed

pytestmark = pytest.mark.django_db


def off(day, source="旗人民政府通知"):
    with builders.as_system():
        CalendarDay.objects.create(date=day, kind="local_holiday", name="放假", source=source)


def extended(today, model):
    """The system proposes, the head approves; gives how many were waiting."""
    bring_to(today, since=today)
    waiting = Proposal.objects.filter(act=EXTEND, status="open", record_type=model)
    for proposal in waiting:
        approve(proposal, actor=builders.head(), today=today, reason="同意")
    return len(waiting)


def test_a_reply_period_is_extended_and_nobody_is_listed_before():
    case = notified()
    old = case.reply_due_on
    off(DAY + timedelta(days=1))
    with pytest.raises(Refusal, match="陈述申辩期限应顺延至"):
        decide(case, old + timedelta(days=1))
    assert extended(old, "sanctions.blacklistcase") == 1
    case.refresh_from_db()
    assert case.reply_due_on > old
    with pytest.raises(Refusal, match="陈述申辩期限未满"):
        decide(case, case.reply_due_on)
    decide(case, case.reply_due_on + timedelta(days=1))
    assert case.status == "listed"


def test_a_reply_period_is_never_shortened():
    case = notified()
    old = case.reply_due_on
    saturday = next(DAY + timedelta(days=n) for n in range(1, 8) if (DAY + timedelta(days=n)).weekday() == 5)
    with builders.as_system():
        CalendarDay.objects.create(date=saturday, kind="local_workday", name="上班", source="通知")
    assert extended(old, "sanctions.blacklistcase") == 0
    case.refresh_from_db()
    assert case.reply_due_on == old
    with pytest.raises(Refusal):
        decide(case, old)


def test_a_provisional_reply_period_becomes_certain_without_getting_shorter():
    case = notified()
    with builders.as_system():
        case.reply_due_provisional, case.reply_due_on = True, case.reply_due_on + timedelta(days=3)
        case.save()
    told = case.reply_due_on
    bring_to(DAY, since=DAY)
    case.refresh_from_db()
    assert (case.reply_due_provisional, case.reply_due_on) == (False, told)


def letter():
    application = chapters.in_screening(builders.business())
    chapters.answer_all(application, date(2026, 5, 8), answer="fail", reason="有未结清欠税")
    concluding.fail_screening(
        application, actor=builders.clerk(), today=date(2026, 5, 8), reason="有未结清欠税"
    )
    return RefusalLetter.objects.get()


def test_the_time_to_answer_a_refusal_is_extended():
    made = letter()
    old = made.reply_due_on
    off(old)
    assert extended(date(2026, 5, 9), "screening.refusalletter") == 1
    made.refresh_from_db()
    assert made.reply_due_on > old
    (line,) = letter_reached(made)
    assert line.end == made.reply_due_on and not line.kept


def test_a_report_deadline_is_extended_for_the_bank():
    episode = missed(builders.qualified())
    bring_to(episode.day60_on, since=episode.day60_on)
    report = BankReport.objects.get(kind="day60")
    old = report.due_on
    off(old)
    assert extended(episode.day60_on, "lending.bankreport") == 1
    report.refresh_from_db()
    assert report.due_on > old


def test_day_one_and_day_sixty_are_reached_in_calendar_days():
    episode = missed(builders.qualified())
    first, full, *reports = episode_reached(episode)
    assert (first.end, full.end) == (episode.day1_on, episode.day60_on)
    assert sum(mark.counted for mark in first.days) == 1
    assert sum(mark.counted for mark in full.days) == 60
    assert [line.end for line in reports] == [report.due_on for report in episode.reports.all()]


@pytest.mark.parametrize(
    ("make", "model", "told"),
    [
        (notified, "sanctions_blacklistcase", ["陈述申辩期限", "个工作日"]),
        (
            lambda: missed(builders.qualified()),
            "lending_overdueepisode",
            ["逾期第1日", "逾期满60日", "自然日", "首日报告"],
        ),
        (letter, "screening_refusalletter", ["申辩期限", "告知当日不计"]),
    ],
)
def test_the_page_of_the_record_shows_the_strip(make, model, told, client):
    record = make()
    client.force_login(builders.head())
    page = client.get(f"/admin/{model.replace('_', '/')}/{record.pk}/change/").content.decode()
    assert "这个日期是怎么算出来的" in page and "逐日说明" in page
    assert not [word for word in told if word not in page]
