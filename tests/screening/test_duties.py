"""Timed duties of screening: once each, however often and late they run."""

from datetime import date, timedelta

import pytest

from registry.ledger.actors import system_actor
from registry.ledger.duties import run_duties
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Effect, Message
from registry.screening import drafts, inbox, supplements
from registry.screening.duties import DUTIES
from registry.screening.models import ApplicationDraft, DraftPaper
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY, DUE = date(2026, 5, 6), date(2026, 5, 20)
FIRST = {"uscc": builders.INDIVIDUAL_CODES[0], "contact_name": "王小兰", "contact_phone": "13900001234"}


def run(on):
    return [effect["duty"] for effect in run_duties(DUTIES, actor=system_actor(), on=on, since=on).effects]


def draft():
    chapters.round_of()
    made = drafts.start_draft(FIRST, today=DAY)
    drafts.keep_paper(made, kind="form", name="表.pdf", content=chapters.PDF, today=DAY)
    return made


def test_a_draft_is_emptied_when_its_window_is_over_and_once():
    made = draft()
    paper = made.papers.get()
    stored, storage = paper.file.name, paper.file.storage
    assert run(date(2026, 5, 31)) == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda call, **_: call())
        assert run(date(2026, 6, 1)) == ["purge_drafts"]
    assert run(date(2026, 6, 1)) == run(date(2026, 6, 2)) == []
    made.refresh_from_db()
    assert made.answers == {} and made.purged_on == date(2026, 6, 1)
    assert not DraftPaper.objects.exists() and not storage.exists(stored)
    assert "王小兰" not in str(list(Effect.objects.values()))
    with pytest.raises(Refusal, match="已经过期"):
        drafts.save_answers(made, {"name": "x"}, today=date(2026, 6, 2))


def test_nobody_on_the_staff_sees_drafts():
    draft()
    for person in (builders.clerk(), builders.head(), builders.auditor(), builders.recommender()):
        assert not ApplicationDraft.objects.visible_to(person).exists()


def asked(due=DUE):
    application = chapters.submitted(builders.business())
    supplements.ask_supplement(
        application, actor=builders.clerk(), today=DAY, reason="不清晰", due_on=due, items=["form"]
    )
    return application


def test_a_supplement_is_reminded_of_three_days_ahead_and_once():
    asked()
    assert run(DUE - timedelta(days=4)) == []
    assert run(DUE - timedelta(days=3)) == ["supplement_remind"]
    assert run(DUE) == []
    assert Message.objects.filter(recipient_code="ALTXR", subject__contains="补正将于").count() == 1


def test_a_missed_supplement_is_told_to_office_and_recommender_and_waits_in_the_inbox():
    application = asked()
    assert run(DUE) == ["supplement_remind"] and run(DUE + timedelta(days=1)) == ["supplement_expired"]
    assert run(DUE + timedelta(days=2)) == []
    told = Message.objects.filter(subject__contains="补正逾期").values_list("recipient_code", flat=True)
    assert set(told) == {"OFFICE", "ALTXR"}
    waiting = {
        item["label"]: item["count"] for item in inbox.items(builders.clerk(), DUE + timedelta(days=1))
    }
    assert waiting["补正逾期、待决定的申报"] == 1
    application.refresh_from_db()
    assert application.status == "supplement"


def test_a_later_day_is_reminded_of_anew():
    application = asked()
    run(DUE)
    run(DUE + timedelta(days=1))
    later = DUE + timedelta(days=10)
    supplements.extend_supplement(
        application, actor=builders.clerk(), today=DUE + timedelta(days=1), reason="住院", due_on=later
    )
    assert run(later) == ["supplement_remind"]


@pytest.mark.parametrize(("due", "actor", "error"), [
    (DUE, builders.clerk, Refusal),
    (DAY - timedelta(days=1), builders.clerk, Refusal),
    (DUE + timedelta(days=5), builders.recommender, NotAllowed),
])  # fmt: skip
def test_only_the_office_gives_longer_and_only_later(due, actor, error):
    application = asked()
    with pytest.raises(error):
        supplements.extend_supplement(application, actor=actor(), today=DAY, reason="试", due_on=due)


def test_an_unknown_item_and_a_past_day_are_refused_together():
    application = chapters.submitted(builders.business())
    with pytest.raises(Refusal) as refused:
        supplements.ask_supplement(
            application,
            actor=builders.clerk(),
            today=DAY,
            reason="试",
            due_on=DAY - timedelta(days=1),
            items=["xyz"],
        )
    assert len(refused.value.sentences) == 2
    application.refresh_from_db()
    assert application.status == "submitted"
