"""The registers as they are used: a form that proposes, a page that approves, and no way round."""

import pytest

from registry.ledger.models import Proposal
from registry.parties.businesses import identity_problems
from registry.parties.models import Business, Membership, Recusal
from registry.policy.models import ReferenceRate
from tests import builders

pytestmark = pytest.mark.django_db
MEMBERSHIP, PROPOSAL = "/admin/parties/membership/", "/admin/ledger/proposal/"


def role_form(user, role="reviewer", at="TAX", **more):
    body = builders.institution(at)
    return {"user": user.pk, "institution": body.pk, "role": role, "change_reason": "新到岗", **more}


def test_a_role_is_proposed_by_the_form_and_given_by_the_step(client):
    someone = builders.user("newcomer")
    client.force_login(builders.admin())
    answer = client.post(f"{MEMBERSHIP}add/", role_form(someone))
    made = Proposal.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"{PROPOSAL}{made.pk}/change/"
    assert not Membership.objects.filter(user=someone).exists()
    own = client.get(f"{PROPOSAL}{made.pk}/change/").content.decode()
    assert "撤回" in own and "部门审核" in own
    assert client.post(f"{PROPOSAL}{made.pk}/do/approve/", {"reason": "试"}).status_code == 403
    client.force_login(builders.security())
    page = client.get(f"{PROPOSAL}{made.pk}/do/approve/").content.decode()
    assert "由“没有岗位”改为“部门审核”" in page
    assert client.post(f"{PROPOSAL}{made.pk}/do/approve/", {"reason": ""}).status_code == 302
    assert Membership.objects.get(user=someone).role == "reviewer"


def test_a_forbidden_role_is_refused_at_the_form(client):
    client.force_login(builders.admin())
    page = client.post(f"{MEMBERSHIP}add/", role_form(builders.clerk(), "auditor", "OFFICE"))
    assert page.status_code == 200 and "三员互相分开" in page.content.decode()
    assert not Proposal.objects.exists()


def test_ending_a_role_waits_for_the_security_officer(client):
    held = builders.reviewer().memberships.get()
    client.force_login(builders.admin())
    assert client.post(f"{MEMBERSHIP}{held.pk}/do/end/", {"reason": "调离"}).status_code == 302
    held.refresh_from_db()
    assert held.ended_on is None and Proposal.objects.get().status == "open"


def test_a_rate_typed_by_one_is_in_force_when_another_approves(client):
    before = ReferenceRate.objects.count()
    client.force_login(builders.clerk())
    given = {
        "kind": "lpr_1y", "published_on": "2026-07-20", "percent": "3.050", "source": "公告", "change_reason": "新公布",
    }  # fmt: skip
    given["kind"] = ReferenceRate.Kind.LPR_ONE.value
    assert client.post("/admin/policy/referencerate/add/", given).status_code == 302
    made = Proposal.objects.get()
    assert ReferenceRate.objects.count() == before and ["利率（%）", "—", "3.050"] in made.diff
    client.force_login(builders.head())
    client.post(f"{PROPOSAL}{made.pk}/do/approve/", {"reason": "核对公告"})
    assert ReferenceRate.objects.count() == before + 1
    line = ReferenceRate.history.latest("history_date")
    assert line.history_username == "head" and "clerk提出，head批准" in line.history_change_reason


@pytest.mark.parametrize("who", [builders.bank_maker, builders.recommender, builders.legal])
def test_who_has_no_part_in_it_sees_no_proposal(client, who):
    client.force_login(who())
    assert client.get(PROPOSAL).status_code == 403


def test_name_and_operator_are_changed_by_steps_only(client):
    business = builders.qualified()
    client.force_login(builders.clerk())
    page = client.get(f"/admin/parties/business/{business.pk}/change/").content.decode()
    assert 'name="operator_name"' not in page and "变更经营者" in page
    given = {
        "operator_name": "李四", "changed_on": "2026-05-20", "evidence": "准予变更登记通知书", "reason": "变更登记",
    }  # fmt: skip
    assert client.post(f"/admin/parties/business/{business.pk}/do/change_operator/", given).status_code == 302
    assert Business.objects.get().operator_name == "李四"


def test_one_marks_ones_own_interest(client):
    reviewer, business = builders.reviewer(), builders.qualified()
    client.force_login(reviewer)
    given = {"user": reviewer.pk, "business": business.pk, "ground": "kin", "change_reason": "近亲属"}
    assert client.post("/admin/parties/recusal/add/", given).status_code == 302
    assert Recusal.objects.get().user == reviewer


def test_a_rural_collective_is_well_formed_and_out_of_scope():
    collective = Business(
        uscc="N2150627MFXXXXX13E", kind="enterprise", name="某嘎查合作社", operator_name="张三"
    )
    assert ["不在政策范围内" in sentence for sentence in identity_problems(collective)] == [True]
