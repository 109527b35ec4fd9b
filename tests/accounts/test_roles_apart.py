"""三员分立: which roles one person may hold, and that no chain of acts leads round it."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.checks import run_checks

from registry.ledger.actors import system_actor
from registry.ledger.errors import NotAllowed, Refusal
from registry.ledger.models import Proposal
from registry.ledger.proposals import deciding
from registry.ledger.proposals.proposing import propose
from registry.parties.apart import THREE, combination_problems
from registry.parties.membership import GRANT, grant
from registry.parties.models import Membership, User
from registry.parties.recusal import lift, mark
from registry.parties.roles import ROLES
from tests import builders

DAY = date(2026, 6, 1)
ALONE = [(a, b) for a, b in product(ROLES, ROLES) if a != b and (a in THREE or b in THREE)]


@pytest.mark.parametrize(("held", "wanted"), ALONE)
def test_each_officer_stands_alone(held, wanted):
    assert combination_problems([(held, "OFFICE")], wanted, "OFFICE", str)


@pytest.mark.parametrize(
    ("held", "wanted", "where", "problems"),
    [
        ("bank_maker", "bank_checker", "NSH", 1),
        ("bank_checker", "bank_maker", "NSH", 1),
        ("bank_maker", "bank_checker", "ZGYH", 0),
        ("bank_maker", "recommender", "NSH", 0),
        ("clerk", "editor", "OFFICE", 0),
        ("admin", "admin", "OFFICE", 0),
    ],
)
def test_maker_and_checker_of_one_bank_are_two(held, wanted, where, problems):
    at = "NSH" if held.startswith("bank") else "OFFICE"
    assert len(combination_problems([(held, at)], wanted, where, str)) == problems


@pytest.mark.django_db
class TestGranting:
    def test_nobody_grants_alone(self):
        for who in (builders.admin(), builders.security(), builders.head()):
            with pytest.raises(NotAllowed, match="另一人批准"):
                grant(who, builders.institution("OFFICE"), "clerk", actor=who, today=DAY)

    def test_a_forbidden_combination_is_refused_in_a_sentence(self):
        with pytest.raises(Refusal, match="三员互相分开"):
            grant(builders.clerk(), builders.institution("OFFICE"), "admin", actor=system_actor(), today=DAY)

    def test_no_chain_of_grants_reaches_a_second_incompatible_role(self):
        """Breadth first over who proposes, who approves, for whom and which role, three acts deep."""
        people = [builders.admin(), builders.security(), builders.auditor()]
        roles = ("admin", "security", "auditor", "clerk", "bank_maker")
        reached = set()
        for _depth in range(3):
            for first, second, subject, role in product(people, people, people, roles):
                body = builders.institution("NSH" if role == "bank_maker" else "OFFICE")
                try:
                    made = propose(
                        GRANT,
                        actor=_fresh(first),
                        today=DAY,
                        reason="试",
                        user=subject,
                        institution=body,
                        role=role,
                    )
                    deciding.approve(made, actor=_fresh(second), today=DAY)
                except Refusal:
                    Proposal.objects.filter(status="open").count()
                    continue
                reached.add((subject.username, role, first == second))
        held = {p.username: set(p.memberships.unended().values_list("role", flat=True)) for p in people}
        assert held == {"admin": {"admin"}, "security": {"security"}, "auditor": {"auditor"}}
        assert not [step for step in reached if step[2]]

    def test_no_role_may_both_propose_and_approve_a_grant(self):
        for who in (
            builders.admin(),
            builders.security(),
            builders.head(),
            builders.clerk(),
            builders.auditor(),
        ):
            pair = ("parties.add_membership", "parties.approve_membership")
            assert not all(who.has_perm(right) for right in pair)

    def test_an_active_superuser_fails_the_check(self):
        assert not run_checks(databases=["default"], tags=["database"])
        User.objects.create_superuser("root", password="x")
        told = run_checks(databases=["default"], tags=["database"])
        assert [error.id for error in told] == ["cms.E001"]


def _fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.mark.django_db
class TestDelegation:
    def test_it_runs_between_its_dates_and_ends_by_itself(self, time_machine):
        head, deputy = builders.head(), builders.user("deputy")
        grant(
            deputy, builders.institution("OFFICE"), "head", actor=system_actor(), today=DAY, delegated_by=head,
            until=DAY + timedelta(days=5),
        )  # fmt: skip
        for offset, may in ((-1, False), (0, True), (5, True), (6, False)):
            time_machine.move_to(f"{DAY + timedelta(days=offset)}T04:00:00+00:00", tick=False)
            assert _fresh(deputy).has_perm("publicity.open_notice") is may, offset
        later = DAY + timedelta(days=9)
        grant(
            deputy, builders.institution("OFFICE"), "head", actor=system_actor(), today=later, delegated_by=head,
            until=later,
        )  # fmt: skip
        assert Membership.objects.filter(user=deputy).count() == 2

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ({"until": DAY}, "同时写明"),
            ({"delegated_by": "head"}, "同时写明"),
            ({"delegated_by": "clerk", "until": DAY}, "不担任"),
            ({"delegated_by": "deputy", "until": DAY}, "本人"),
            ({"delegated_by": "head", "until": DAY - timedelta(days=1)}, "早于今天"),
        ],
    )
    def test_half_a_delegation_is_refused(self, given, told):
        people = {"head": builders.head(), "clerk": builders.clerk(), "deputy": builders.user("deputy")}
        given = {k: people.get(v, v) if isinstance(v, str) else v for k, v in given.items()}
        with pytest.raises(Refusal, match=told):
            grant(
                people["deputy"],
                builders.institution("OFFICE"),
                "head",
                actor=system_actor(),
                today=DAY,
                **given,
            )


@pytest.mark.django_db
class TestRecusal:
    def test_a_recused_person_neither_answers_nor_decides(self):
        from registry.screening import answering, asking
        from tests.stories import chapters

        opinion = chapters.in_screening(builders.business()).opinions.filter(institution__code="TAX").first()
        waiting = chapters.submitted(builders.business(builders.ENTERPRISE_CODES[1]), date(2026, 5, 8))
        for who, business, act in (
            (builders.reviewer(), opinion.application.business,
             lambda w: answering.give_opinion(opinion, actor=w, today=DAY, answer="pass")),
            (builders.clerk(), waiting.business, lambda w: asking.start_screening(waiting, actor=w, today=DAY)),
        ):  # fmt: skip
            held = mark(who, business, ground="kin", actor=who, today=DAY, reason="近亲属")
            with pytest.raises(NotAllowed, match="已登记回避"):
                act(who)
            with pytest.raises(NotAllowed):
                lift(held, actor=who, today=DAY, reason="试")

    def test_only_oneself_or_the_office_marks(self):
        with pytest.raises(NotAllowed):
            mark(
                builders.reviewer(),
                builders.business(),
                ground="kin",
                actor=builders.legal(),
                today=DAY,
                reason="试",
            )
        held = mark(
            builders.reviewer(),
            builders.business(),
            ground="kin",
            actor=builders.head(),
            today=DAY,
            reason="x",
        )
        assert lift(held, actor=builders.head(), today=DAY, reason="关系已解除").ended_on == DAY
