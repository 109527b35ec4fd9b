"""The thirty attacks of the trust demands (A01–A28, H1–H4) on our own admin: none succeeds, none ends in a fault."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import Q

from imports.models import Upload
from registry.lending.models import CompensationClaim, LoanNote
from registry.parties.models import Business, Institution, User
from registry.sanctions.models import BlacklistCase
from registry.screening.models import Application
from tests.support.template import COUNTY_DAY

from .matrix import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
HELD = (302, 400, 403, 404, 405)
EXPORT = {"format": "0", "resource": "0"}


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def bank(client):
    client.force_login(person("bank"))
    return client


@pytest.fixture
def nobody(client):
    """A member of staff without any right and without any institution."""
    user = User(username="nobody", is_staff=True)
    user.save()
    client.force_login(user)
    return client


def foreign():
    return LoanNote.objects.exclude(bank__code="NSH").first()


def own():
    return LoanNote.objects.filter(bank__code="NSH").first()


def rows(model=LoanNote):
    return sorted(model._base_manager.values_list())


def everything_of(register):
    return f"/admin/{register}/"


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda m: m._meta.label_lower)
def test_a01_a02_a03_staff_without_rights_list_export_and_import_nothing(nobody, model):
    base = everything_of(model._meta.label_lower.replace(".", "/"))
    assert nobody.get(base).status_code == 403
    for door in ("export/", "import/", "process_import/"):
        assert nobody.get(base + door).status_code in HELD
        assert nobody.post(base + door, EXPORT).status_code in HELD


def test_a03_a04_a05_a06_there_is_no_import_door_that_takes_ids_or_banks(bank):
    before = rows()
    for model in admin.site._registry:
        base = everything_of(model._meta.label_lower.replace(".", "/"))
        file = io.BytesIO(f"id,bank,amount\n{foreign().pk},1,1".encode())
        assert bank.post(f"{base}import/", {"import_file": file, "format": "0"}).status_code in HELD
    other = Institution.objects.get(code="ZGYH")
    answer = bank.post(
        "/admin/imports/upload/add/", {"bank": other.pk, "unit": "yuan", "file": io.BytesIO(b"x")}
    )
    assert answer.status_code == 200 and not Upload.objects.filter(bank=other, original_name="x").exists()
    assert rows() == before


def test_a07_a08_an_export_holds_no_foreign_row(bank):
    address = f"/admin/lending/loannote/export/?export_items={foreign().pk}"
    led_back = bank.get(address)
    assert led_back.status_code == 302 and foreign().note_no.encode() not in led_back.content
    picked = bank.post("/admin/lending/loannote/export/", EXPORT | {"export_items": [str(foreign().pk)]})
    assert foreign().note_no not in words_of(picked) and foreign().note_no.encode() not in picked.content
    everything = words_of(bank.post("/admin/lending/loannote/export/", EXPORT))
    assert own().note_no in everything and foreign().note_no not in everything


def words_of(answer):
    """Every cell of an exported workbook; nothing when the answer is a page that refuses."""
    if "spreadsheet" not in answer["Content-Type"]:
        return set()
    lines = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    return {cell for line in lines for cell in line}


def test_a_hand_made_value_of_a_choice_is_a_refusal_and_no_fault(bank):
    answer = bank.post("/admin/screening/application/add/", {"business": "x"})
    assert answer.status_code == 200 and "Traceback" not in answer.content.decode()


@pytest.mark.parametrize("door", ["change/", "delete/", "history/", "history/{version}/"])
def test_a09_to_a13_and_a16_a_guessed_number_opens_nothing_and_writes_nothing(bank, door):
    note, before = foreign(), rows()
    path = f"/admin/lending/loannote/{note.pk}/" + door.format(version=note.history.first().pk)
    for answer in (bank.get(path), bank.post(path, {"amount": "1", "note_no": "x", "post": "yes"})):
        assert answer.status_code in HELD and note.note_no.encode() not in answer.content
    assert rows() == before


def test_a14_a15_a_reader_saves_nothing_by_change_or_version(client):
    client.force_login(person("auditor"))
    business, before = Business.objects.first(), rows(Business)
    version = business.history.first()
    for path in (
        f"/admin/parties/business/{business.pk}/change/",
        f"/admin/parties/business/{business.pk}/history/{version.pk}/",
    ):
        answer = client.post(
            path, {"name": "改", "uscc": business.uscc, "kind": business.kind, "_change_history": "1"}
        )
        assert answer.status_code in (403, 405)
    assert rows(Business) == before


def test_a17_a18_the_history_of_a_removed_row_is_not_there_and_brings_nothing_back(bank):
    claim = CompensationClaim.objects.filter(bank__code="NSH").first() or own()
    model = type(claim)
    version, pk = claim.history.first(), claim.pk
    line = version.__class__.objects.get(pk=version.pk)
    line.id = 987_654
    line.pk = None
    line.save(force_insert=True)
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/987654/history/"
    assert pk != 987_654
    assert bank.get(base).status_code == 404
    assert bank.get(f"{base}{line.pk}/").status_code == 404
    assert bank.post(f"{base}{line.pk}/", {"amount": "1"}).status_code == 405
    assert not model._base_manager.filter(pk=987_654).exists()


def test_a19_a21_choices_and_filters_name_no_foreign_body(bank):
    dealt_with = Q(loan_notes__bank__code="NSH") | Q(applications__recommender__code="NSH")
    hidden = Business.objects.exclude(pk__in=Business.objects.visible_to(person("bank"))).exclude(dealt_with)
    for path in (
        "/admin/screening/application/add/",
        "/admin/screening/application/",
        "/admin/lending/loannote/",
    ):
        text = bank.get(path).content.decode()
        assert not [b.name for b in hidden if b.name and b.name in text]
    text = bank.get(
        "/admin/lending/loannote/?bank__id__exact=%d" % Institution.objects.get(code="ZGYH").pk
    ).content.decode()
    assert foreign().note_no not in text


def test_a20_a28_a_form_takes_no_foreign_bank(bank):
    other, before = Institution.objects.get(code="ZGYH"), rows(Application)
    data = {"business": Business.objects.first().pk, "channel": "recommended", "recommender": other.pk, "contact_name": "王",
            "contact_phone": "13900000000", "change_reason": "试"}  # fmt: skip
    assert bank.post("/admin/screening/application/add/", data).status_code == 200
    assert rows(Application) == before
    notes = rows()
    assert bank.post(f"/admin/lending/loannote/{own().pk}/change/", {"bank": other.pk}).status_code == 403
    assert rows() == notes


def test_a22_autocomplete_offers_only_what_may_be_seen(bank):
    hidden = Business.objects.exclude(pk__in=Business.objects.visible_to(person("bank"))).first()
    query = {
        "app_label": "screening",
        "model_name": "application",
        "field_name": "business",
        "term": hidden.uscc,
    }
    answer = bank.get("/admin/autocomplete/", query)
    assert answer.status_code == 200 and answer.json()["results"] == []


@pytest.mark.parametrize(
    "lookup",
    [
        "phone__startswith",
        "business__phone__startswith",
        "contact_phone__startswith",
        "bank__name__startswith",
    ],
)
def test_a23_a24_no_lookup_reads_a_column_that_is_not_shown(bank, lookup):
    for path in ("/admin/parties/business/", "/admin/screening/application/", "/admin/lending/loannote/"):
        assert bank.get(path, {lookup: "1"}).status_code in HELD


def test_a25_no_address_reveals_what_rows_exist(bank):
    kind = Permission.objects.first().content_type_id
    assert bank.get(f"/admin/r/{kind}/1/").status_code == 404


def test_a26_a27_nothing_is_deleted_and_no_page_lists_what_would_be(bank):
    shared = foreign().business
    answer = bank.get(f"/admin/parties/business/{shared.pk}/delete/")
    assert answer.status_code in HELD and foreign().note_no.encode() not in answer.content
    before = LoanNote.objects.count()
    assert bank.post(f"/admin/parties/business/{shared.pk}/delete/", {"post": "yes"}).status_code in HELD
    assert LoanNote.objects.count() == before


@pytest.mark.parametrize(
    "right", ["view_historicalloannote", "change_historicalloannote", "view_loannote", "change_loannote"]
)
def test_h1_to_h4_rights_on_history_never_let_a_version_be_written(client, right):
    user = User.objects.get(username="checker")
    found = Permission.objects.filter(codename=right).first()
    if found is not None:
        user.user_permissions.add(found)
    client.force_login(User.objects.get(pk=user.pk))
    for note in (own(), foreign()):
        before = rows()
        answer = client.post(
            f"/admin/lending/loannote/{note.pk}/history/{note.history.first().pk}/", {"amount": "1"}
        )
        assert answer.status_code in (403, 404, 405) and rows() == before
    assert (
        client.get(
            f"/admin/lending/loannote/{foreign().pk}/history/{foreign().history.first().pk}/"
        ).status_code
        == 404
    )


def test_the_blacklist_is_behind_every_door_for_a_bank(bank):
    case = BlacklistCase.objects.first()
    with connection.cursor():
        for door in ("change/", "history/", "do/list/", "file/evidence_file/"):
            assert bank.get(f"/admin/sanctions/blacklistcase/{case.pk}/{door}").status_code == 403
