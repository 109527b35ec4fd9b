"""ACC-6: a covered number is read in full by a reasoned, kept look only; no list, filter, search, order, export or history tells it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib import admin
from django.db.models import CharField, EmailField

from cms.reveals import PER_HOUR
from registry.ledger.admin_base.covering import covered
from registry.parties.models import AccessEvent, AccountRequest, Business, User
from registry.screening.models import Application
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
LOOKUPS = (
    "exact",
    "iexact",
    "contains",
    "icontains",
    "in",
    "gt",
    "gte",
    "lt",
    "lte",
    "startswith",
    "endswith",
    "regex",
)
COVERED = [
    (model, name)
    for model, register in admin.site._registry.items()
    for name in getattr(register, "covered_fields", ())
]
NOT_A_PERSONS = {
    "parties.institution": "the institution's own number, printed on its letters",
    "pages.letter": "the register shows writers to those who answer them only",
    "publicity.objection": "the register shows objectors to their handlers only",
}


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def signed_in(client):
    def sign_in(username):
        client.force_login(User.objects.get(username=username))
        return client

    return sign_in


def page_of(record, door="change"):
    return f"/admin/{record._meta.label_lower.replace('.', '/')}/{record.pk}/{door}/"


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13900001234", "139****1234"), ("0477-8960000", "047*****0000"), ("12345678", "********"), ("", ""),
     ("tuya@bank.example", "t***@bank.example")],
)  # fmt: skip
def test_the_middle_is_covered(number, shown):
    assert covered(number) == shown


def test_every_number_of_a_person_in_a_register_is_covered():
    plain = {
        f"{model._meta.label_lower}.{field.name}"
        for model, register in admin.site._registry.items()
        for field in model._meta.concrete_fields
        if isinstance(field, EmailField) or (isinstance(field, CharField) and "phone" in field.name)
        if field.name
        not in (*getattr(register, "covered_fields", ()), *getattr(register, "masked_fields", ()))
        and field.name not in (getattr(register, "exclude", None) or ())
        and model._meta.label_lower not in NOT_A_PERSONS
    }
    assert not plain


@pytest.mark.parametrize(("model", "name"), COVERED)
def test_no_register_lists_finds_or_sorts_by_it(model, name):
    for register in admin.site._registry.values():
        wanted = {name} if register.model is model else {f"{model._meta.model_name}__{name}"}
        for shown in (
            register.list_display,
            register.search_fields,
            register.list_filter,
            register.ordering or (),
        ):
            words = {str(item[0] if isinstance(item, tuple) else item).lstrip("^=@-") for item in shown}
            assert not words & wanted, register


@pytest.mark.parametrize(("model", "name"), COVERED)
@pytest.mark.parametrize("lookup", LOOKUPS)
def test_no_address_spells_it_out(signed_in, model, name, lookup):
    """The answer is the same whether the guess is right or wrong, for whoever keeps accounts or heads the office."""
    client = signed_in("admin" if model in (User, AccountRequest) else "head")
    client.raise_request_exception = False
    right = model._base_manager.exclude(**{name: ""}).values_list(name, flat=True).first() or "13900001234"
    base = f"/admin/{model._meta.label_lower.replace('.', '/')}/"
    answers = {client.get(f"{base}?{name}__{lookup}={guess}").status_code for guess in (right, "00000000000")}
    assert answers <= {302, 400} and len(answers) == 1


def test_searching_for_it_finds_nothing(signed_in):
    application = Application.objects.exclude(contact_phone="").first()
    answer = signed_in("head").get(f"/admin/screening/application/?q={application.contact_phone}")
    assert application.receipt_number not in answer.content.decode()


@pytest.mark.parametrize("username", ["head", "auditor", "leader"])
@pytest.mark.parametrize("door", ["change", "history"])
def test_who_does_not_keep_the_row_sees_the_cover(signed_in, username, door):
    application = Application.objects.exclude(contact_phone="").first()
    answer = signed_in(username).get(page_of(application, door))
    assert answer.status_code == 200
    assert application.contact_phone not in answer.content.decode()
    assert door == "history" or covered(application.contact_phone) in answer.content.decode()


def test_versions_and_exports_leave_it_out(signed_in):
    business = Business.objects.exclude(phone="").first()
    line = business.history.first()
    page = signed_in("head").get(page_of(business, f"history/{line.history_id}").rstrip("/") + "/")
    assert page.status_code == 200 and business.phone not in page.content.decode()
    register = admin.site._registry[Business]
    assert "phone" not in register.get_resource_classes()[0]().fields


def test_who_keeps_the_row_reads_it_plainly(signed_in):
    business = Business.objects.exclude(phone="").first()
    assert business.phone in signed_in("office").get(page_of(business)).content.decode()


class TestLooking:
    @pytest.fixture
    def application(self):
        return Application.objects.exclude(contact_phone="").exclude(status="draft").first()

    def test_a_look_needs_a_reason_is_shown_once_and_written_down(self, signed_in, application):
        client, door = signed_in("head"), page_of(application, "do/reveal")
        assert "必填" in client.get(door).content.decode()
        refused = client.post(door, {"reason": ""}).content.decode()
        assert (
            application.contact_phone not in refused
            and not AccessEvent.objects.filter(kind="reveal").exists()
        )
        told = client.post(door, {"reason": "电话核实补正材料"})
        assert application.contact_phone in told.content.decode() and "no-store" in told["Cache-Control"]
        event = AccessEvent.objects.get(kind="reveal")
        assert event.user.username == "head" and "电话核实补正材料" in event.what
        assert application.contact_phone not in event.what
        assert application.contact_phone not in client.get(page_of(application)).content.decode()

    def test_there_are_not_many_an_hour(self, signed_in, application):
        client, door = signed_in("head"), page_of(application, "do/reveal")
        for _ in range(PER_HOUR):
            client.post(door, {"reason": "联系"})
        told = client.post(door, {"reason": "联系"}).content.decode()
        assert f"已满{PER_HOUR}次" in told and application.contact_phone not in told
        assert AccessEvent.objects.filter(kind="reveal").count() == PER_HOUR

    @pytest.mark.parametrize("username", ["auditor", "leader", "security"])
    def test_who_need_not_call_may_not_look(self, signed_in, application, username):
        assert signed_in(username).post(
            page_of(application, "do/reveal"), {"reason": "想看"}
        ).status_code in (302, 403)
        assert not AccessEvent.objects.filter(kind="reveal").exists()
