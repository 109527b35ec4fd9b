"""ACC-3, PostgreSQL only: isolation holds with every filter of ours removed; unset is nothing; foreign writes are refused."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.contrib import admin
from django.db import DatabaseError, connection, transaction

from cms.walls import tables
from publicity.models import NoticeEntry, Objection
from registry.documents.models import IssuedDocument
from registry.history import walls
from registry.history.acting import acting
from registry.lending.models import CreditLine, LoanNote
from registry.parties.models import Institution
from registry.screening.models import Application
from tests.support.template import COUNTY_DAY

from .canaries import Crawler, fingerprints, plant
from .matrix import person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("county"),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite has no row policies; the first wall stands alone there"
    ),
]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
REQUESTS = int(os.environ.get("CRAWL_REQUESTS", "150"))
NSH = lambda: Institution.objects.get(code="NSH")  # noqa: E731


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def unfiltered(monkeypatch):
    """Every `visible_to` hands out all rows, and so does every register (but where columns are computed on the rows)."""
    for model in apps.get_models():
        rows = type(model._default_manager.all())
        if hasattr(rows, "visible_to"):
            monkeypatch.setattr(rows, "visible_to", lambda self, user: self)
    for register in admin.site._registry.values():
        if not type(register).get_queryset.__qualname__.startswith(("Guarded.", "LedgerRows.")):
            continue
        everything = lambda request, model=register.model: model._default_manager.order_by("-pk")  # noqa: E731
        monkeypatch.setattr(register, "get_queryset", everything)


# Beside the wall: the policy says that any screening department may know of applications in screening.
@pytest.mark.parametrize("account", ["bank", "checker", "town", "reviewer"])
def test_without_our_filters_a_random_walk_still_meets_nothing_foreign(client, unfiltered, account):
    crawler = Crawler(client, account, plant(), "wall")
    before = fingerprints(account)
    wrong = list(crawler.walk(REQUESTS))
    assert fingerprints(account) == before
    assert not wrong, "\n".join(map(str, wrong[:20]))


@pytest.mark.parametrize("account", ["bank", "checker", "town"])
def test_without_our_filters_the_lists_show_own_rows_only(client, unfiltered, account):
    planted = plant()
    crawler = Crawler(client, account, planted, "lists")
    shown = 0
    for label in (
        "lending.loannote",
        "lending.creditline",
        "imports.upload",
        "screening.application",
        "ledger.message",
    ):
        answer = client.get(f"/admin/{label.replace('.', '/')}/?all=")
        shown += answer.status_code == 200 and answer.content.count(b"QZ")
        assert not [w for w in crawler.foreign if w in answer.content], label
    assert shown


def test_an_unset_scope_sees_nothing():
    with walls.scoped(walls.Scope()), connection.cursor() as cursor:
        for table, _ in tables():
            cursor.execute(
                f"SELECT count(*) FROM {table}"
                + (" WHERE owner_code <> ''" if table == "ledger_statuschange" else "")
            )
            assert cursor.fetchone()[0] == 0, table


def test_the_walled_role_neither_owns_nor_bypasses_nor_logs_in():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole FROM pg_roles WHERE rolname = %s",
            [walls.role()],
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = %s", [walls.role()])
        assert cursor.fetchone()[0] == 0


def test_foreign_rows_can_be_neither_written_nor_moved():
    foreign, own = (
        LoanNote.objects.exclude(bank__code="NSH").first(),
        CreditLine.objects.filter(bank__code="NSH").first(),
    )
    maker, other = person("bank"), Institution.objects.get(code="ZGYH")
    with walls.scoped(walls.Scope((NSH().pk,), ("NSH",))):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE lending_loannote SET amount = 1 WHERE id = %s", [foreign.pk])
            assert cursor.rowcount == 0
        own.bank = other
        with (
            acting(maker, "试"),
            pytest.raises(DatabaseError, match="row-level security"),
            transaction.atomic(),
        ):
            own.save()
    assert CreditLine.objects.get(pk=own.pk).bank.code == "NSH"


def test_a_refused_write_is_a_plain_page(client, monkeypatch):
    client.raise_request_exception = False
    line = CreditLine.objects.filter(bank__code="NSH").first()

    def moves_it(request):
        line.bank = Institution.objects.get(code="ZGYH")
        with acting(request.user, "试"), transaction.atomic():
            line.save()

    monkeypatch.setattr(admin.site._registry[CreditLine], "get_queryset", moves_it)
    client.force_login(person("bank"))
    answer = client.get("/admin/lending/creditline/")
    assert answer.status_code == 403 and "Traceback" not in answer.content.decode()


def test_the_wall_is_left_after_every_request_and_in_every_fault(client):
    client.force_login(person("bank"))
    client.get("/admin/lending/loannote/")
    assert Application.objects.count() and LoanNote.objects.filter(bank__code="ZGYH").exists()
    with pytest.raises(ZeroDivisionError), walls.scoped(walls.Scope()):
        raise ZeroDivisionError
    with walls.scoped(walls.Scope()), walls.lifted():
        assert LoanNote.objects.exists()
    assert LoanNote.objects.exists()


@pytest.mark.parametrize("account", ["bank", "town", "reviewer"])
def test_on_the_public_site_whoever_is_signed_in_is_the_public(client, account):
    """A paper of another institution is genuine for everybody, a wrong code is just not found, an objection is taken."""
    client.force_login(person(account))
    codes = {body.code for body in Institution.objects.filter(membership__user=person(account))}
    paper = IssuedDocument.objects.exclude(owner_code__in=codes).exclude(check_code="").last()
    assert "真实" in client.get("/chaxun/", {"code": paper.check_code}).content.decode()
    for code in ("ZZZZZZZZZZZZ", "ZZZZZZZZZZZY"):
        assert "查不到" in client.get("/chaxun/", {"code": code}).content.decode()
    entry = NoticeEntry.objects.filter(notice__status="open", status="in_publicity").first()
    given = {"entry": entry.pk, "sort": "person", "name": "李建国", "phone": "13947700001", "address": "阿镇", "facts": "拖欠货款三万元，有欠条为证。"}  # fmt: skip
    assert client.post("/fankui/", given).status_code == 302
    assert Objection.objects.filter(entry=entry, name="李建国").exists()
