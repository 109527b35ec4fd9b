"""Per role and column: no list, page, history, version or export shows a column the declaration does not give that audience."""

import io
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.apps import apps
from django.contrib import admin
from django.db import models, transaction

from registry.parties.access import audiences_of, institutions_of
from registry.parties.models import Business, Qualification
from registry.policy.disclosure import TABLES, Level, level_of
from registry.screening.models import Application
from tests.support.template import COUNTY_DAY

from .matrix import Rows, person
from .planting import close, plant
from .table import ACCOUNTS, REGISTERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
DESKS = [account for account in ACCOUNTS if account != "editor"]


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(scope="module")
def planted(county, django_db_blocker):
    """Planted once for the module: its copy of the county is thrown away."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            found = plant(kept_from_somebody)
        close()
    return found


def kept_from_somebody(label, field):
    """Texts of every column; figures and days only of columns that an audience which reads the table does not read."""
    if isinstance(field, (models.CharField, models.TextField)):
        return True
    levels = [who for who in TABLES[label].fields.values() if who]
    readers = {audience for who in levels for audience in who} - {"public"}
    mine = TABLES[label].fields[field.name]
    return any(mine.get(a, Level.NONE) in (Level.NONE, Level.OWN) and TABLES[label].owner for a in readers)


class Sight:
    """What one account must not find."""

    def __init__(self, account):
        self.user = person(account)
        self.audiences, self.bodies = audiences_of(self.user), institutions_of(self.user)

    def forbidden(self, at):
        label, field, pk = at
        level, owner = level_of(label, field, self.audiences), TABLES[label].owner
        if level is Level.COVERED:
            return not self.user.has_perm("{}.change_{}".format(*label.split(".")))
        if level is Level.OWN and owner:
            held = (
                apps.get_model(label)
                ._base_manager.filter(pk=pk)
                .values_list(f"{owner}_id", flat=True)
                .first()
            )
            return held not in self.bodies
        return level is Level.NONE

    def rows(self, label):
        """The first two rows in sight, and where a table names owners one of its own and one of another's."""
        rows, owner = Rows(label, self.user.username).mine(), TABLES[label].owner
        found = list(rows[:2])
        if owner:
            found += [
                rows.filter(**{f"{owner}__in": self.bodies}).first(),
                rows.exclude(**{f"{owner}__in": self.bodies}).first(),
            ]
        return {row.pk: row for row in found if row}.values()


def pages(sight, label):
    """Every address of a register that this account may open."""
    base = f"/admin/{label.replace('.', '/')}/"
    yield base
    yield f"{base}add/"
    for row in sight.rows(label):
        yield f"{base}{row.pk}/change/"
        yield f"{base}{row.pk}/history/"
        if hasattr(admin.site._registry[type(row)], "history_form_view") and label != "parties.user":
            for version in row.history.order_by("-history_id").values_list("history_id", flat=True)[:2]:
                yield f"{base}{row.pk}/history/{version}/"


def exported(client, label):
    answer = client.post(f"/admin/{label.replace('.', '/')}/export/", {"format": "0", "resource": "0"})
    if answer.status_code != 200 or "spreadsheet" not in answer["Content-Type"]:
        return ""
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


@pytest.mark.parametrize("account", DESKS)
def test_no_door_of_a_register_shows_what_is_not_for_this_audience(client, planted, account):
    sight, wrong, seen = Sight(account), set(), 0
    client.raise_request_exception = False
    client.force_login(sight.user)
    for label, row in REGISTERS.items():
        if account not in row.reads.split():
            continue
        for path in pages(sight, label):
            answer = client.get(path)
            assert answer.status_code in (200, 403, 404), (path, answer.status_code)
            told = planted.told("" if answer.streaming else answer.content.decode())
            seen += len(told)
            wrong |= {(path, *at) for at in told if sight.forbidden(at)}
        wrong |= {("export", *at) for at in planted.told(exported(client, label)) if sight.forbidden(at)}
    assert not wrong, "\n".join(map(str, sorted({at[1:3]: at for at in wrong}.values(), key=str)))
    assert seen > 20, "nothing planted was seen at all: this test would pass on a blank site"


@pytest.mark.parametrize("account", ["bank", "guarantor", "legal", "town", "checker"])
def test_figures_of_another_bodys_business_are_not_told(client, account):
    """Consent text 1: figures, taxes and address are for the office, the leading group and the bodies that screen."""
    business = Business.objects.filter(
        created_for=None, qualifications__status="qualified", revenue__isnull=False
    ).first()
    client.force_login(person(account))
    page = client.get(f"/admin/parties/business/{business.pk}/change/").content.decode()
    assert business.uscc in page and "营业收入" not in page and "资产总额" not in page
    history = client.get(
        f"/admin/parties/business/{business.pk}/history/{business.history.first().history_id}/"
    )
    assert "营业收入" not in history.content.decode()


@pytest.mark.parametrize(
    "lookup", ["revenue__gt=1", "tax_grade=A", "established_on__year=2019", "employees=5"]
)
def test_what_is_withheld_cannot_be_asked_for(client, lookup):
    client.force_login(person("bank"))
    assert client.get(f"/admin/parties/business/?{lookup}").status_code in (302, 400)


def test_a_town_reads_the_figures_it_typed_itself(client):
    application = Application.objects.filter(recommender__code="ALTXR").exclude(status="draft").first()
    client.force_login(person("town"))
    page = client.get(f"/admin/screening/application/{application.pk}/change/").content.decode()
    assert "申报营业收入" in page and "办公室甄别结论" not in page and "经营者证件指纹" not in page


@pytest.mark.parametrize("account", DESKS)
def test_what_is_declared_for_an_audience_is_what_its_roles_may_open(account):
    """No audience is promised a register its accounts cannot open, or opens one it is not declared for."""
    told = partial(level_of, audiences=audiences_of(person(account)))
    for label, row in REGISTERS.items():
        declared = any(told(label, name) for name in TABLES[label].fields)
        rows = row.rows_of(account) is not None and Rows(label, account).mine().exists()
        if account in row.reads.split() and rows:
            assert declared, f"{account} opens {label} without a declaration"


def test_the_test_sees_a_column_that_slips_through(client, planted, monkeypatch):
    """The walk itself, with the declaration not asked: it must find the figures."""
    from registry.ledger.admin_base import disclosing

    monkeypatch.setattr(disclosing, "level_of", lambda *args: Level.FULL)
    client.force_login(person("bank"))
    row = Qualification.objects.in_force().first().business
    told = planted.told(client.get(f"/admin/parties/business/{row.pk}/change/").content.decode())
    assert {"revenue", "employees", "tax_since"} & {column for _, column, _ in told}
