"""An account from the request to the password: three persons, one link, and what ends it."""

from datetime import date, timedelta

import pytest

from registry.ledger.actors import system_actor
from registry.ledger.errors import IllegalMove, NotAllowed, Refusal
from registry.ledger.models import Proposal
from registry.ledger.proposals import deciding
from registry.parties import duties, requesting
from registry.parties.membership import grant
from registry.parties.models import AccessEvent, AccountRequest, User
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
GOOD = {
    "full_name": "图雅", "role": "bank_maker", "phone": "13900000001", "email": "Tuya@bank.example",
    "reason": "担任台账报送岗",
}  # fmt: skip


def requested(**changes):
    given = GOOD | {"institution": builders.institution("NSH"), "today": DAY} | changes
    return requesting.request_account(**given)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"full_name": " "}, "没有填写姓名"),
        ({"reason": "用"}, "申请事由太短"),
        ({"phone": "123"}, "电话"),
        ({"role": "clerk"}, "不能设在"),
    ],
)
def test_a_wrong_request_is_refused_in_a_sentence(changes, told):
    with pytest.raises(Refusal, match=told):
        requested(**changes)
    assert not AccountRequest.objects.exists()


def test_the_same_request_again_is_refused_while_it_is_open():
    requested()
    with pytest.raises(Refusal, match="不必重复提交"):
        requested(email="tuya@BANK.example")


def test_the_whole_way_takes_head_admin_and_security():
    made = requested()
    requesting.endorse(made, actor=builders.head(), today=DAY)
    opened = requesting.approve(made, actor=builders.admin(), today=DAY, username="tuya")
    user = User.objects.get(username="tuya")
    assert not user.has_usable_password() and not user.is_staff and not user.memberships.exists()
    assert opened.path in opened.told[1]
    deciding.approve(Proposal.objects.get(), actor=builders.security(), today=DAY)
    assert user.memberships.get().role == "bank_maker" and User.objects.get(pk=user.pk).is_staff


def test_where_there_is_a_person_in_charge_the_head_does_not_endorse():
    lead = builders.user("lead")
    bank = builders.institution("NSH")
    grant(lead, bank, "bank_checker", actor=system_actor(), today=DAY, liaison=True)
    made = requested()
    with pytest.raises(NotAllowed, match="自己的账号负责人"):
        requesting.endorse(made, actor=builders.head(), today=DAY)
    with pytest.raises(NotAllowed):
        requesting.endorse(made, actor=builders.bank_checker("ZGYH"), today=DAY)
    lead = User.objects.get(pk=lead.pk)
    assert list(AccountRequest.objects.visible_to(lead)) == [made]
    assert not AccountRequest.objects.visible_to(builders.bank_checker("ZGYH"))
    requesting.endorse(made, actor=lead, today=DAY)
    assert made.status == "endorsed"


def test_nobody_vouches_for_or_opens_their_own():
    head = builders.head()
    made = requested(full_name=head.full_name)
    with pytest.raises(NotAllowed, match="本人"):
        requesting.endorse(made, actor=head, today=DAY)
    own = requested(actor=head, email="other@bank.example")
    with pytest.raises(NotAllowed, match="两个不同的人"):
        requesting.endorse(own, actor=head, today=DAY)


def test_without_endorsement_nothing_is_opened_and_a_name_is_used_once():
    made = requested()
    with pytest.raises(IllegalMove):
        requesting.approve(made, actor=builders.admin(), today=DAY, username="tuya")
    requesting.endorse(made, actor=builders.head(), today=DAY)
    for name in ("ADMIN", "图雅", ""):
        with pytest.raises(Refusal):
            requesting.approve(made, actor=builders.admin(), today=DAY, username=name)
    assert AccountRequest.objects.get().status == "endorsed"


def test_nobody_sees_to_it_and_it_lapses():
    made = requested()
    assert not duties.lapsed(made.expires_on)
    requesting.expire(made, actor=system_actor(), today=made.expires_on + timedelta(days=1))
    assert AccountRequest.objects.get().status == "expired"


def test_the_link_works_once_and_a_newer_one_kills_it(client):
    user = builders.user("somebody")
    first = requesting.renew_link(user, actor=builders.admin(), today=DAY, reason="忘记密码").path
    user = User.objects.get(pk=user.pk)
    second = requesting.renew_link(user, actor=builders.admin(), today=DAY, reason="再发").path
    assert "已经失效" in client.get(first, follow=True).content.decode()
    page = client.get(second, follow=True)
    given = {"new_password1": "caoyuan-9-langhua", "new_password2": "caoyuan-9-langhua"}
    assert client.post(page.request["PATH_INFO"], given).status_code == 302
    assert User.objects.get(pk=user.pk).check_password("caoyuan-9-langhua")
    client.session.flush()
    assert "已经失效" in client.get(second, follow=True).content.decode()


@pytest.mark.parametrize("who", [builders.security, builders.auditor, builders.admin])
def test_an_officers_password_is_never_renewed_by_the_administrator(who):
    with pytest.raises(NotAllowed, match="三员分立"):
        requesting.renew_link(who(), actor=builders.admin(), today=DAY, reason="试")


def test_the_page_takes_a_request_and_stops_a_flood(client):
    bank = builders.institution("NSH")
    for n in range(6):
        given = GOOD | {"institution": bank.pk, "email": f"a{n}@bank.example"}
        page = client.post("/login/request/", given)
        assert page.status_code == (302 if n < 5 else 200)
    assert "一小时后再试" in page.content.decode()
    assert AccountRequest.objects.count() == 5
    assert not AccessEvent.objects.filter(kind="account_request", what__contains="example").exists()


def test_the_page_offers_no_officer_role(client):
    page = client.get("/login/request/").content.decode()
    assert "银行经办" in page and "安全管理" not in page and "系统管理</option>" not in page
