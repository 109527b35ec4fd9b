"""A look at a credit file: only under the business's authorisation, logged either way, plain and for one day."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from registry.credit import authorising
from registry.credit.models import CreditFact, ProfileQuery
from registry.ledger.errors import NotAllowed, Refusal
from tests import builders
from tests.stories import chapters

from .helpers import PDF, TODAY, deliver, row

pytestmark = pytest.mark.django_db
ADD = "/admin/credit/profilequery/add/"


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(datetime.fromisoformat("2026-06-10T10:00:00+08:00"), tick=False):
        yield


def authorise(business, **given):
    fields = {
        "institution": builders.institution("NSH"), "purpose": "贷前审查", "from_on": TODAY, "until_on": TODAY + timedelta(days=90),
        "name": "授权书.pdf", "content": PDF, "actor": builders.bank_maker(), "today": TODAY,
    } | given  # fmt: skip
    return authorising.record_authorisation(business, **fields)


def look(business, actor=None, today=TODAY):
    return authorising.query_profile(
        business, actor=actor or builders.bank_maker(), today=today, purpose="贷前审查"
    )


@pytest.mark.parametrize(
    ("day", "granted"),
    [(TODAY - timedelta(days=1), False), (TODAY, True), (TODAY + timedelta(days=90), True), (TODAY + timedelta(days=91), False)],
)  # fmt: skip
def test_an_authorisation_holds_from_its_first_day_to_its_last(day, granted):
    business = builders.qualified()
    authorise(business)
    if granted:
        assert look(business, today=day).authorisation is not None
    else:
        with pytest.raises(Refusal, match="没有授权"):
            look(business, today=day)
    assert ProfileQuery.objects.get().granted is granted


def test_without_or_after_revocation_it_is_refused_and_the_refusal_is_kept():
    business = builders.qualified()
    held = authorise(business)
    authorising.revoke_authorisation(held, actor=builders.bank_maker(), today=TODAY, reason="企业撤回")
    with pytest.raises(Refusal, match="没有授权"):
        look(business)
    query = ProfileQuery.objects.get()
    assert not query.granted and "没有授权" in query.refusal


def test_one_bank_may_not_use_anothers_authorisation():
    business = builders.qualified()
    builders.institution("ZGYH")
    authorise(business)
    with pytest.raises(Refusal, match="没有授权"):
        look(business, builders.bank_maker("ZGYH"))
    with pytest.raises(NotAllowed, match="只能为您所在的单位"):
        authorise(business, actor=builders.bank_maker("ZGYH"))


def test_the_paper_says_what_is_wrong_all_at_once():
    with pytest.raises(Refusal) as said:
        authorise(builders.qualified(), purpose=" ", until_on=date(2026, 6, 9), content=b"MZ", name="a.exe")
    assert len(said.value.sentences) == 4


def test_the_office_looks_by_its_office_and_is_written_down():
    assert look(builders.qualified(), builders.clerk()).authorisation is None


@pytest.mark.parametrize(
    "statement", ["UPDATE credit_profilequery SET purpose = 'x'", "DELETE FROM credit_profilequery"]
)
def test_the_log_cannot_be_changed(statement):
    look(builders.qualified(), builders.clerk())
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def ask(client, user, business):
    client.force_login(user)
    return client.post(ADD, {"uscc": business.uscc, "purpose": "贷前审查"})


def test_the_page_shows_what_stands_today_and_only_ones_own_loans(client):
    business = builders.qualified()
    authorise(business)
    deliver(
        row(),
        row(kind="欠税公告", statement="已修复的事", reference="旧1号", number=3),
        row(kind="到期的事", valid_until=TODAY, number=4),
    )
    gone = CreditFact.objects.get(kind="欠税公告")
    from registry.credit.correcting import repair_fact

    repair_fact(gone, actor=builders.clerk(), today=TODAY, reference="修1号")
    chapters.book(business, TODAY)
    answer = ask(client, builders.bank_maker(), business)
    page = client.get(answer["Location"])
    text = page.content.decode()
    assert page.status_code == 200 and "评价结果低于B级" in text and "到期的事" in text and "JJ001" in text
    assert "已修复的事" not in text and business.phone not in text
    assert ProfileQuery.objects.count() == 1
    client.get(answer["Location"])
    assert ProfileQuery.objects.count() == 1


def test_a_look_is_for_one_person_and_one_day(client):
    business = builders.qualified()
    held = authorise(business)
    address = ask(client, builders.bank_maker(), business)["Location"]
    client.force_login(builders.bank_checker())
    assert client.get(address).status_code == 404
    client.force_login(builders.bank_maker())
    with time_machine.travel(datetime.fromisoformat("2026-06-11T10:00:00+08:00")):
        client.force_login(builders.bank_maker())
        assert client.get(address)["Location"] == ADD
    authorising.revoke_authorisation(held, actor=builders.bank_maker(), today=TODAY, reason="撤回")
    client.force_login(builders.bank_maker())
    assert client.get(address)["Location"] == ADD


def test_the_page_refuses_in_a_sentence_and_strangers_are_not_told_who_is_registered(client):
    known, unknown = builders.qualified(), builders.business(builders.ENTERPRISE_CODES[1])
    assert "没有授权" in ask(client, builders.bank_maker(), known).content.decode()
    assert "没有找到" in ask(client, builders.bank_maker(), unknown).content.decode()
    assert ask(client, builders.recommender(), known).status_code == 403
