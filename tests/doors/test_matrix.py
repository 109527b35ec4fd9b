"""ACC-1: every address × every account × own, foreign and absent rows, against the one table of access."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib import admin
from django.test import RequestFactory
from wagtail.models import Page

from publicity.models import Notice
from tests.support.template import COUNTY_DAY

from . import matrix
from .doors import addresses, filled
from .table import REGISTERS, ROLES
from .table_admin import ADMIN
from .table_site import APPROVERS, EDITORS, MISSED, PUBLIC, spread

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
NAMES = [account or "公众" for account in ROLES]


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


def ask(client, cell):
    if cell.method == "GET":
        return client.get(cell.path)
    data = {"format": "0", "resource": "0"} if cell.door == "export" else matrix.STALE
    return client.post(cell.path, data)


def test_every_register_and_step_has_its_row():
    assert not list(matrix.unlisted())


@pytest.mark.parametrize("account", ROLES, ids=NAMES)
def test_each_door_of_the_registers_answers_as_the_table_says(client, account):
    client.raise_request_exception = False
    if account:
        client.force_login(matrix.person(account))
    wrong, bodies = [], {}
    for label in REGISTERS:
        for cell in matrix.register_cells(label, account):
            answer = ask(client, cell)
            if answer.status_code != cell.wanted:
                wrong.append((label, cell, answer.status_code))
            elif account and cell.case in ("foreign", "absent"):
                same = bodies.setdefault((label, cell.door, cell.method), matrix.plain(answer))
                if same != matrix.plain(answer):
                    wrong.append((label, cell, "another page than for a row that is there but foreign"))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("account", ROLES[:-1])
def test_the_rows_of_a_register_are_exactly_those_of_the_table(account):
    request = RequestFactory().get("/admin/")
    request.user = matrix.person(account)
    wrong = []
    for label, row in REGISTERS.items():
        rows = matrix.Rows(label, account)
        shown = set(admin.site._registry[rows.model].get_queryset(request).values_list("pk", flat=True))
        if account in row.reads.split() and shown != set(rows.mine().values_list("pk", flat=True)):
            wrong.append(label)
    assert not wrong


def test_the_table_has_its_cells():
    cells = [c for account in ROLES for label in REGISTERS for c in matrix.register_cells(label, account)]
    assert len(cells) >= 5000, len(cells)
    assert {"own", "foreign", "absent"} <= {c.case for c in cells}


NEVER_GIVEN = "00000000-0000-4000-8000-000000000000"


def site_values(number=None):
    """What fills the addresses of the site: the home page, a published serial, or numbers never given."""
    home = number or Page.objects.filter(depth=2).first().pk
    serial = "NO-SUCH" if number else Notice.objects.public().first().serial
    pages = ("page_id", "parent_page_id", "page_to_move_id", "page_pk", "destination_id")
    revisions = {r"(?P<pk>\d+)": home, r"(?P<revision_id_a>live|earliest|\d+)": 1}
    return dict.fromkeys(pages, home) | revisions | {
        "int": number or 1, "uuid": NEVER_GIVEN, "slug": "home", "str": "x", "pk": number or 1, "serial": serial, "ordinal": number or 1, "uidb64": "x", "token": "x",
    }  # fmt: skip


def test_every_address_has_its_row():
    listed = {*spread(PUBLIC), *spread(EDITORS)}
    assert not list(matrix.unlisted_addresses(listed))
    there = {key for name, route in addresses() for key in (name, route)}
    assert not listed - there, "these rows of tests/doors/table_site.py have no address any more"


@pytest.mark.parametrize("account", ROLES, ids=NAMES)
def test_each_address_of_the_site_answers_as_the_table_says(client, account):
    client.raise_request_exception = False
    if account:
        client.force_login(matrix.person(account))
    public, editors, wrong = spread(PUBLIC), spread(EDITORS), []
    present, absent = site_values(), site_values(999_999)
    for name, route in addresses():
        if route.startswith("admin/") or "?P" in route or "(?:" in route:
            continue
        key, path, missed = name or route, filled(route, present), filled(route, absent)
        if key in public:
            cells = [("get", path, public[key])]
            if key in MISSED:
                cells.append(("get", missed, MISSED[key]))
        elif account in ("editor", "head"):
            wanted = editors[key] if account == "head" or key not in APPROVERS else (302, editors[key][1])
            cells = [("get", path, wanted[0])] + ([("get", missed, wanted[1])] if len(wanted) > 1 else [])
        else:
            cells = [(method, at, 302) for method in ("get", "post") for at in dict.fromkeys((path, missed))]
        for method, at, wanted in cells:
            status = getattr(client, method)(at).status_code
            if account and "logout" in route:
                client.force_login(matrix.person(account))
            if status != wanted:
                wrong.append((key, method, at, f"wanted {wanted}", status))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("account", ROLES, ids=NAMES)
def test_the_other_doors_of_the_admin_answer_as_the_table_says(client, account):
    if account:
        client.force_login(matrix.person(account))
    values = {
        "id": matrix.person("bank").pk,
        "app_label": "parties",
        "int": 999_999,
        "uuid": NEVER_GIVEN,
        "slug": "roster",
    }
    wrong = []
    for name, route in addresses():
        if name in ADMIN and "?P" not in route and "<path:" not in route and "<url" not in route:
            answers = {who: code for code, whos in ADMIN[name].items() for who in whos.split()}
            wanted = answers.get(account, 403) if account else 302
            status = client.get(filled(route, values)).status_code
            if status != wanted:
                wrong.append((name, f"wanted {wanted}", status))
    assert not wrong, "\n".join(map(str, wrong))
