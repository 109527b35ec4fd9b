"""Each role at each door of the registers: what is not one's own is not there, not even a count."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib import admin
from django.urls import reverse

from registry.ledger.admin_base import VisibleRelatedFilter
from registry.lending.models import LoanNote
from registry.parties.models import User
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
ACCOUNTS = (
    "office", "head", "legal", "reviewer", "leader", "town", "bank", "checker", "guarantor", "auditor", "editor", "admin", "security",
)  # fmt: skip
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
REGISTERS = [
    (model, register)
    for model, register in sorted(admin.site._registry.items(), key=lambda pair: pair[0]._meta.label_lower)
    if hasattr(model._default_manager.all(), "visible_to")
]


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


def address(model, door, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{door}", args=args)


def may_view(register, user):
    rights = [f"{register.opts.app_label}.{verb}_{register.opts.model_name}" for verb in ("view", "change")]
    return any(user.has_perm(right) for right in rights)


@pytest.fixture(params=ACCOUNTS)
def user(request, client):
    """Each account in turn, signed in once for its whole walk: a refusal writes nothing, an opening writes nothing."""
    account = User.objects.get(username=request.param)
    client.force_login(account)
    return account


def test_a_register_opens_to_its_roles_and_to_nobody_else(client, user):
    wrong = []
    for model, register in REGISTERS:
        status = client.get(address(model, "changelist")).status_code
        wanted = (302, 403) if not user.is_staff else (200,) if may_view(register, user) else (403,)
        if status not in wanted:
            wrong.append((model._meta.label_lower, f"wanted {wanted}", status))
    assert not wrong, "\n".join(map(str, wrong))


def doors_of(model, register, pk):
    yield address(model, "change", pk)
    yield address(model, "history", pk)
    yield from (address(model, "step", pk, step.name) for step in getattr(register, "steps", ()))
    yield from (address(model, "file", pk, field) for field in getattr(register, "file_fields", ()))


def test_a_row_out_of_sight_is_behind_every_door_as_if_it_did_not_exist(client, user):
    wrong = []
    for model, register in REGISTERS:
        seen = model._default_manager.visible_to(user).values("pk")
        hidden = model._base_manager.exclude(pk__in=seen).first()
        for door in doors_of(model, register, hidden.pk) if hidden else ():
            answer = client.get(door)
            onward = answer.status_code == 302 and answer["Location"].startswith(door)
            if answer.status_code not in (302, 403, 404) or onward:
                wrong.append(("GET", door, answer.status_code))
            status = client.post(door, {"reason": "试"}).status_code
            if status not in (302, 403, 404, 405):
                wrong.append(("POST", door, status))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_row_in_sight_opens_with_its_history(client, user):
    wrong = []
    for model, register in REGISTERS:
        row = model._default_manager.visible_to(user).first()
        if row is None or not user.is_staff or not may_view(register, user):
            continue
        for door, wanted in (("change", (200,)), ("history", (200, 404))):
            status = client.get(address(model, door, row.pk)).status_code
            if status not in wanted:
                wrong.append((model._meta.label_lower, door, status))
    assert not wrong, "\n".join(map(str, wrong))


def test_the_auditor_reads_every_register_and_writes_none(client):
    auditor = User.objects.get(username="auditor")
    reading = {"cms.export_archive_application", "reports.read_report", "reports.export_report"}
    rights = auditor.get_all_permissions() - reading
    writing = [p for p in rights if not p.split(".")[1].startswith("view_")]
    assert not writing
    client.force_login(auditor)
    for model, register in REGISTERS:
        if not may_view(register, auditor):
            continue
        row = model._default_manager.visible_to(auditor).first()
        for step in getattr(register, "steps", ()) if row else ():
            answer = client.post(address(model, "step", row.pk, step.name), {"reason": "试"})
            assert answer.status_code in (403, 404), (model, step.name)


def test_the_county_has_rows_in_every_register():
    empty = [model._meta.label_lower for model, _ in REGISTERS if not model._base_manager.exists()]
    by_hand = {"policy.sizethreshold", "ledger.dutyfailure", "publicity.pagecheck", "documents.layoutfile", "cms.publicfinding"}  # fmt: skip
    assert set(empty) <= by_hand, empty


def test_one_bank_never_meets_the_other(client):
    assert LoanNote.objects.filter(bank__code="ZGYH").exists()
    client.force_login(User.objects.get(username="bank"))
    for model, _register in REGISTERS:
        if "bank" not in {field.name for field in model._meta.fields}:
            continue
        foreign = model._base_manager.filter(bank__code="ZGYH")
        text = client.get(address(model, "changelist")).content.decode()
        shown = {row.pk for row in model._default_manager.visible_to(User.objects.get(username="bank"))}
        assert not shown & set(foreign.values_list("pk", flat=True))
        assert not [row for row in foreign if str(row) in text]


def test_a_kept_file_is_reached_by_a_click(client):
    client.force_login(User.objects.get(username="office"))
    from registry.screening.models import Attachment

    paper = Attachment.objects.exclude(file="").first()
    page = client.get(address(Attachment, "change", paper.pk)).content.decode()
    assert address(Attachment, "file", paper.pk, "file") in page and paper.original_name in page


def test_the_history_shows_each_change_in_words(client):
    from registry.parties.models import Qualification

    client.force_login(User.objects.get(username="office"))
    held = Qualification.objects.filter(status="cancelled").first()
    page = client.get(address(Qualification, "history", held.pk)).content.decode()
    assert "取消日期：（空） → 2" in page
    assert "None" not in page and "qualified" not in page
    line = held.history.order_by("history_id").first()
    version = client.get(f"/admin/parties/qualification/{held.pk}/history/{line.pk}/").content.decode()
    assert "这是历史版本，只供查阅" in version and "office" not in version.split("变更人：")[1][:20]


@pytest.mark.parametrize("username", ["office", "guarantor", "bank", "reviewer"])
def test_a_filter_offers_whatever_the_list_has_rows_of_and_nothing_else(rf, username):
    request, seen = rf.get("/"), 0
    request.user = User.objects.get(username=username)
    for model, register in REGISTERS:
        for item in register.get_list_filter(request):
            if not isinstance(item, tuple) or item[1] is not VisibleRelatedFilter:
                continue
            name, field = item[0], model._meta.get_field(item[0])
            made = VisibleRelatedFilter(field, request, {}, model, register, name)
            held = set(model._default_manager.visible_to(request.user).values_list(name, flat=True)) - {None}
            assert {pk for pk, _ in made.lookup_choices} == held, (model, name)
            seen += bool(held)
    assert seen > 5
