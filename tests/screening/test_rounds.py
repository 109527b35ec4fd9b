"""Rounds: more time with a reason, closed after the window, the unfinished carried over."""

from datetime import date

import pytest

from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.screening import answering, rounds
from registry.screening.models import Round
from registry.screening.round_ends import carry_over, close_round, extend, unfinished
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
LATER = date(2026, 12, 3)


@pytest.fixture
def application():
    return chapters.in_screening(builders.business())


def test_a_round_has_a_day_for_opinions_and_its_questions_too(application):
    assert application.round.opinions_due_on == date(2026, 6, 20)
    assert set(application.opinions.values_list("due_on", flat=True)) == {date(2026, 6, 20)}


def test_more_time_for_the_round_and_its_open_questions(application):
    held, day = application.round, date(2026, 6, 21)
    with pytest.raises(Refusal, match="理由"):
        extend(held, actor=builders.clerk(), today=day, reason="", due_on=date(2026, 6, 30))
    with pytest.raises(Refusal, match="更晚"):
        extend(held, actor=builders.clerk(), today=day, reason="节假日", due_on=date(2026, 6, 20))
    extend(held, actor=builders.clerk(), today=day, reason="节假日", due_on=date(2026, 6, 30))
    assert set(application.opinions.values_list("due_on", flat=True)) == {date(2026, 6, 30)}
    with pytest.raises(NotAllowed):
        extend(held, actor=builders.leader(), today=day, reason="再延", due_on=date(2026, 7, 30))


def test_a_round_is_closed_after_its_window_only(application):
    with pytest.raises(Refusal, match="尚未截止"):
        close_round(application.round, actor=builders.clerk(), today=date(2026, 5, 31))
    close_round(application.round, actor=builders.clerk(), today=date(2026, 7, 1))
    assert application.round.status == "closed" and application.round.closed_on == date(2026, 7, 1)


def test_the_unfinished_go_on_in_the_next_round_with_what_still_counts(application):
    kept, gone = application.opinions.filter(institution__code__in=("PBOC", "TAX")).order_by("pk")[:2]
    for opinion, until in ((kept, None), (gone, date(2026, 8, 1))):
        answering.give_opinion(
            opinion, actor=builders.reviewer(opinion.institution.code), today=date(2026, 5, 9), answer="pass",
            valid_until=until,
        )  # fmt: skip
    held = application.round
    into = rounds.open_round(2026, 12, actor=builders.clerk(), today=date(2026, 12, 1))
    with pytest.raises(IllegalMove):
        carry_over(held, actor=builders.clerk(), today=LATER, reason="未办结", into=into)
    held = Round.objects.get(pk=held.pk)
    close_round(held, actor=builders.clerk(), today=LATER)
    carry_over(held, actor=builders.clerk(), today=LATER, reason="部分单位未答复", into=into)
    application.refresh_from_db()
    assert application.round == into and not unfinished(held).exists()
    assert application.opinions.get(pk=kept.pk).standing
    assert application.opinions.unanswered().filter(corrects=gone).exists()
    open_days = set(application.opinions.unanswered().values_list("due_on", flat=True))
    assert open_days == {into.opinions_due_on}


def test_whoever_applied_anew_is_not_carried_and_nobody_else_then(application):
    from registry.screening import intake

    held = Round.objects.get(pk=application.round_id)
    into = rounds.open_round(2026, 12, actor=builders.clerk(), today=date(2026, 12, 1))
    intake.draft_application(
        application.business, channel="recommended", recommender=builders.institution("ALTXR"), contact_name="张三",
        contact_phone="13900000000", actor=builders.recommender(), today=LATER,
    )  # fmt: skip
    close_round(held, actor=builders.clerk(), today=LATER)
    with pytest.raises(Refusal, match="已有申报"):
        carry_over(held, actor=builders.clerk(), today=LATER, reason="未办结", into=into)
    application.refresh_from_db()
    assert application.round_id == held.pk
