"""The list of legal bases and the legal review: two persons, by name, and nobody told without it (domain §5.1)."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from registry.history.acting import acting
from registry.history.door import status_door
from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.sanctions import basis, proposing, reviewing
from registry.sanctions.models import BlacklistCase, LegalBasis
from tests import builders

from .test_blacklist import DAY, decide, propose

pytestmark = pytest.mark.django_db


def entry(**given):
    fields = {
        "kind": "law", "document": "测试法", "article": "第十条", "text": "条文", "in_force_from": date(2020, 1, 1),
        "covers_fraud": True, "publishes": True,
    } | given  # fmt: skip
    return LegalBasis(**fields)


def test_one_proposes_and_another_approves_and_both_are_on_record():
    both = builders.user("both", "legal")
    made = basis.propose_basis(entry(), actor=both, today=DAY, reason="整理")
    with pytest.raises(NotAllowed, match="两个不同的人"):
        basis.approve_basis(made, actor=both, today=DAY, reason="批准")
    assert LegalBasis.objects.get().approved_by is None
    basis.approve_basis(LegalBasis.objects.get(), actor=builders.head(), today=DAY, reason="已核对")
    stored = LegalBasis.objects.get()
    assert (stored.status, stored.approved_by, stored.approved_on) == ("approved", builders.head(), DAY)
    assert stored.citation == "《测试法》第十条"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"document": "伊政办发〔2019〕53号文件"}, "旗级文件不能作为列入名单的法律依据"),
        ({"kind": "paper"}, "依据类别只能是"),
        ({"article": " "}, "没有填写条款"),
        ({"text": " "}, "没有照录条文"),
        ({"covers_fraud": False}, "没有选择适用情形"),
    ],
)
def test_what_is_no_legal_basis_is_refused_by_name(given, sentence):
    with pytest.raises(Refusal, match=sentence):
        basis.propose_basis(entry(**given), actor=builders.legal(), today=DAY, reason="整理")
    assert not LegalBasis.objects.exists()


def test_the_same_article_stands_once_until_it_is_retired():
    first = builders.legal_basis(document="测试法", article="第十条")
    with pytest.raises(Refusal, match="名录中已有"):
        basis.propose_basis(entry(), actor=builders.legal(), today=DAY, reason="整理")
    with pytest.raises(IntegrityError), transaction.atomic(), acting(builders.legal(), "绕行"), status_door():
        entry().save()
    basis.retire_basis(first, actor=builders.head(), today=DAY, reason="修订")
    assert basis.propose_basis(entry(), actor=builders.legal(), today=DAY, reason="整理").pk


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (None, "没有法律依据"),
        ({"covers_fraud": False, "covers_misuse": True, "covers_evasion": False}, "不适用于本案的情形"),
        ({"in_force_to": DAY - timedelta(days=1)}, "不在施行中"),
    ],
)
def test_the_reviewer_cannot_let_a_case_pass_without_a_fitting_basis(given, sentence):
    case = propose()
    chosen = None
    if given is not None:
        builders.legal_basis()
        chosen = basis.propose_basis(
            entry(**given), actor=builders.clerk(), today=date(2026, 7, 1), reason="整理"
        )
        LegalBasis.objects.get(pk=chosen.pk)
        try:
            basis.approve_basis(chosen, actor=builders.head(), today=date(2026, 7, 1), reason="核对")
        finally:
            chosen.refresh_from_db()
    with pytest.raises(Refusal, match=sentence):
        reviewing.clear(case, actor=builders.legal(), today=DAY, reason="同意", listing_basis=chosen)
    stored = BlacklistCase.objects.get()
    assert (stored.status, stored.listing_basis, stored.cleared_on) == ("proposed", None, None)


def test_nobody_is_told_before_the_review():
    case = propose()
    with pytest.raises(Refusal, match="法制审核通过以后"):
        proposing.draw_notice(case, actor=builders.clerk(), today=DAY)
    with pytest.raises((IllegalMove, Refusal)):
        proposing.notify(case, actor=builders.clerk(), today=DAY, delivery_proof="EMS 1")
    with pytest.raises((IllegalMove, Refusal)):
        decide(case, DAY)


def test_sent_back_completed_and_reviewed_again():
    case = propose()
    with pytest.raises(Refusal, match="理由"):
        reviewing.send_back(case, actor=builders.legal(), today=DAY, reason=" ")
    reviewing.send_back(case, actor=builders.legal(), today=DAY, reason="没有判决书原件")
    reviewing.resubmit(
        case, actor=builders.clerk(), today=DAY, reason="补正", facts="补充：金额300万元。",
        evidence=("判决书.pdf", b"%PDF-1.7 full"),
    )  # fmt: skip
    stored = BlacklistCase.objects.get()
    assert stored.status == "proposed" and stored.facts.startswith("补充")
    builders.cleared(stored, DAY)
    paper = proposing.draw_notice(BlacklistCase.objects.get(), actor=builders.clerk(), today=DAY)
    assert "《测试社会信用条例》第三十条" in paper.body and "骗取、挪用、恶意逃废的" in paper.body


def test_the_reviewer_neither_proposed_nor_decides():
    both = builders.user("both", "clerk")
    builders.user("both", "legal")
    both = builders.user("both", "head")
    unsaved = BlacklistCase(
        business=builders.qualified(), ground="fraud", facts="事实", basis="判决书",
        evidence_file=ContentFile(b"%PDF-1.4", name="a.pdf"), determined_on=date(2026, 6, 20),
    )  # fmt: skip
    own = proposing.propose_case(unsaved, actor=both, today=DAY)
    with pytest.raises(NotAllowed, match="两个不同的人"):
        reviewing.clear(own, actor=both, today=DAY, reason="同意", listing_basis=builders.legal_basis())
    case = propose(ground="misuse")
    reviewing.clear(case, actor=both, today=DAY, reason="同意", listing_basis=builders.legal_basis())
    proposing.notify(case, actor=builders.clerk(), today=DAY, delivery_proof="EMS 1")
    with pytest.raises((NotAllowed, Refusal), match="两个不同的人|法制审核人不同"):
        decide(case, case.reply_due_on + timedelta(days=1), both)


def test_a_basis_repealed_before_the_decision_stops_it():
    case = builders.cleared(propose(), DAY)
    proposing.notify(case, actor=builders.clerk(), today=DAY, delivery_proof="EMS 1")
    basis.retire_basis(case.listing_basis, actor=builders.head(), today=DAY, reason="废止")
    fresh = BlacklistCase.objects.get()
    with pytest.raises(Refusal, match="已经停用"):
        decide(fresh, fresh.reply_due_on + timedelta(days=1))
