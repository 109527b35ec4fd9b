"""Two persons: every act × same person, other person, expired, moved on, proposed twice."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from publicity import acts as publicity_acts
from publicity import closing, handling, receiving
from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.ledger.models import Proposal
from registry.ledger.proposals import deciding
from registry.ledger.proposals.calendar import AMEND, amendment
from registry.ledger.proposals.duties import lapsed
from registry.ledger.proposals.inbox import items
from registry.ledger.proposals.proposing import propose
from registry.parties.membership import END, GRANT
from registry.parties.models import Membership, Qualification
from registry.policy.calendar_file import read_arrangement
from registry.policy.calendar_import import import_arrangement
from registry.policy.models import CalendarDay, CalendarYear, ReferenceRate
from registry.sanctions import deciding as listing
from registry.sanctions import proposing as cases
from registry.sanctions import removal
from registry.sanctions.acts import CANCEL, LIFT
from tests import builders
from tests.policy.test_calendar_file import FULL
from tests.stories import chapters
from tests.stories.test_missed_payment import missed

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)


@dataclass
class Case:
    """One act ready to be proposed: who may, who decides, and whether it has been done."""

    act: str
    first: Any
    second: Any
    record: Any = None
    arguments: Any = None
    done: Any = None

    def propose(self, **changes):
        given = {"actor": self.first, "today": DAY, "reason": "依据材料办理"} | changes
        return propose(self.act, self.record, **given, **(self.arguments or {}))


def grant_case():
    someone = builders.user("newcomer")
    given = {"user": someone, "institution": builders.institution("TAX"), "role": "reviewer"}
    done = lambda: Membership.objects.current().filter(user=someone).exists()  # noqa: E731
    return Case(GRANT, builders.admin(), builders.security(), None, given, done)


def end_case():
    held = builders.reviewer().memberships.get()
    done = lambda: Membership.objects.get(pk=held.pk).ended_on == DAY  # noqa: E731
    return Case(END, builders.admin(), builders.security(), held, {}, done)


def rate_case():
    values = {
        "kind": ReferenceRate.Kind.LPR_ONE, "published_on": DAY, "percent": Decimal("3.100"), "source": "公告",
    }  # fmt: skip
    done = lambda: ReferenceRate.objects.filter(published_on=DAY).exists()  # noqa: E731
    return Case("row:policy.referencerate", builders.clerk(), builders.head(), None, {"values": values}, done)


def day_case():
    row = CalendarDay.objects.standing().order_by("date").first()
    done = lambda: CalendarDay.objects.get(pk=row.pk).withdrawn  # noqa: E731
    return Case(
        "row:policy.calendarday",
        builders.clerk(),
        builders.head(),
        row,
        {"values": {"withdrawn": True}},
        done,
    )


def amend_case():
    import_arrangement(
        2027, read_arrangement("2027-01-01,休,元旦".encode(), 2027), document_number="国办发明电〔2026〕6号",
        actor=builders.clerk(), today=DAY,
    )  # fmt: skip
    year = CalendarYear.objects.get(year=2027)
    given = amendment(read_arrangement(FULL.encode(), 2027), "国办发明电〔2026〕7号")
    done = lambda: CalendarDay.objects.filter(date__year=2027).count() > 1  # noqa: E731
    return Case(AMEND, builders.clerk(), builders.head(), year, given, done)


def cancel_case():
    business = builders.qualified()
    missed(business)
    held = business.qualifications.get()
    done = lambda: Qualification.objects.get(pk=held.pk).status == "cancelled"  # noqa: E731
    return Case(CANCEL, builders.clerk(), builders.head(), held, {}, done)


CASES = [grant_case, end_case, rate_case, day_case, amend_case, cancel_case]


@pytest.fixture(params=CASES, ids=[make.__name__ for make in CASES])
def case(request):
    return request.param()


def test_another_person_approves_and_it_is_done_in_one_go(case):
    made = case.propose()
    assert not case.done() and made.diff and made.status == "open"
    deciding.approve(made, actor=case.second, today=DAY, reason="核对无误")
    made.refresh_from_db()
    assert case.done()
    assert (made.status, made.decided_by, made.decided_on) == ("approved", case.second, DAY)


def test_the_same_person_may_not_approve(case):
    made = case.propose()
    with pytest.raises(NotAllowed):
        deciding.approve(made, actor=case.first, today=DAY)
    assert not case.done() and Proposal.objects.get().status == "open"


def test_past_its_days_it_is_not_approved_and_lapses_once(case):
    made = case.propose()
    late = made.expires_on + timedelta(days=1)
    with pytest.raises(Refusal, match="已经过期"):
        deciding.approve(made, actor=case.second, today=late)
    assert not case.done() and list(lapsed(late)) == [made] and not lapsed(made.expires_on)
    deciding.expire(made, actor=system_actor(), today=late)
    assert Proposal.objects.get().status == "expired" and not lapsed(late)


def test_a_second_proposal_is_refused_while_one_is_open(case):
    case.propose()
    with pytest.raises(Refusal, match="已有一件待批准"):
        case.propose()
    assert Proposal.objects.count() == 1


def test_an_object_that_moved_on_is_not_touched(case):
    made = case.propose()
    if case.record is None:
        assert made.record_version is None
        return
    fresh = type(case.record).objects.get(pk=case.record.pk)
    with acting(system_actor(), "其间变动"):
        fresh.save()
    with pytest.raises(Refusal, match="提出之后已有变动"):
        deciding.approve(made, actor=case.second, today=DAY)
    assert not case.done() and Proposal.objects.get().status == "open"


def test_a_refused_one_stays_and_may_be_proposed_again(case):
    made = case.propose()
    with pytest.raises(Refusal, match="理由"):
        deciding.refuse(made, actor=case.second, today=DAY, reason=" ")
    deciding.refuse(made, actor=case.second, today=DAY, reason="材料不全")
    with pytest.raises(IllegalMove):
        deciding.approve(made, actor=case.second, today=DAY)
    case.propose()
    assert sorted(Proposal.objects.values_list("status", flat=True)) == ["open", "refused"]


def test_only_its_maker_takes_it_back():
    case = rate_case()
    made = case.propose()
    with pytest.raises(NotAllowed, match="只能由本人撤回"):
        deciding.withdraw(made, actor=case.second, today=DAY, reason="不要了")
    deciding.withdraw(made, actor=case.first, today=DAY, reason="录错了")
    assert Proposal.objects.get().status == "withdrawn"


def test_a_verb_that_refuses_leaves_the_proposal_open():
    case = rate_case()
    made = case.propose()
    with acting(system_actor(), "其间录入"):
        ReferenceRate(**case.arguments["values"]).save()
    with pytest.raises(Refusal, match="已经录入"):
        deciding.approve(made, actor=case.second, today=DAY)
    assert Proposal.objects.get().status == "open"


def test_without_right_or_reason_nothing_is_proposed():
    case = rate_case()
    with pytest.raises(NotAllowed):
        case.propose(actor=builders.auditor())
    with pytest.raises(Refusal, match="理由"):
        case.propose(reason=" ")
    assert not Proposal.objects.exists()


def test_the_database_allows_one_open_proposal_and_no_own_decision():
    made = rate_case().propose()
    with pytest.raises(IntegrityError), transaction.atomic(), acting(system_actor(), "试"):
        Proposal(
            act=made.act, object_key=made.object_key, record_key="x", reason="x", proposed_by=made.proposed_by,
            proposed_on=DAY, expires_on=DAY,
        ).save_base(force_insert=True)  # fmt: skip
    made.decided_by = made.proposed_by
    with pytest.raises(IntegrityError), transaction.atomic(), acting(system_actor(), "试"):
        made.save()


def test_it_waits_for_those_who_may_decide_and_for_nobody_else():
    case = grant_case()
    case.propose()
    counts = {who.username: items(who, DAY)[0]["count"] for who in (case.first, case.second, builders.head())}
    assert counts == {"admin": 0, "security": 1, "head": 0}


def test_readmission_after_the_blacklist_takes_two():
    business = builders.qualified()
    case = cases.propose_case(_fraud(business), actor=builders.clerk(), today=DAY)
    builders.cleared(case, DAY)
    cases.notify(case, actor=builders.clerk(), today=DAY, delivery_proof="EMS 1")
    day = case.reply_due_on + timedelta(days=1)
    listing.list_business(case, actor=builders.head(), today=day, reason="判决生效")
    second_head = builders.user("head2", "head")
    removal.remove(case, actor=second_head, today=date(2030, 1, 1), reason="期满", cause="term")
    made = propose(LIFT, case, actor=builders.clerk(), today=date(2030, 1, 2), reason="已经整改")
    deciding.approve(made, actor=second_head, today=date(2030, 1, 2))
    case.refresh_from_db()
    assert case.exclusion_lifted_on == date(2030, 1, 2)


def _fraud(business):
    from django.core.files.base import ContentFile

    from registry.sanctions.models import BlacklistCase

    return BlacklistCase(
        business=business, ground="fraud", facts="以虚构合同取得贷款", basis="（2026）内0627刑初1号判决书",
        evidence_file=ContentFile(b"%PDF-1.4\n%%EOF\n", name="判决书.pdf"), determined_on=DAY - timedelta(days=9),
        severity="general",
    )  # fmt: skip


def test_releasing_a_held_entry_takes_two_and_finding_earlier_takes_one():
    notice = chapters.notice_of([builders.business(), builders.business(builders.ENTERPRISE_CODES[1])])
    first, second = notice.entries.order_by("ordinal")
    objections = [
        receiving.receive_objection(
            entry, sort="person", name="王某", phone="13900000009", address="阿镇1号", facts="该户拖欠工资，有欠条为证。",
            today=notice.published_on + timedelta(days=1),
        )
        for entry in (first, second)
    ]  # fmt: skip
    clerk, day = builders.clerk(), notice.published_on + timedelta(days=2)
    for objection in objections:
        handling.accept(objection, actor=clerk, today=day)
        handling.investigate(objection, actor=clerk, today=day)
    early = publicity_acts.find_unfounded(objections[0], actor=clerk, today=day, reason="查无此事")
    assert not isinstance(early, Proposal)
    after = notice.ends_on + timedelta(days=1)
    closing.close_entry(second, actor=system_actor(), today=after)
    objections[1].entry.refresh_from_db()
    made = publicity_acts.find_unfounded(objections[1], actor=clerk, today=after, reason="查无此事")
    assert isinstance(made, Proposal)
    deciding.approve(made, actor=builders.head(), today=after)
    second.refresh_from_db()
    assert second.status == "recognised"
