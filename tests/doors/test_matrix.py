"""ACC-1: every address × every account × own, foreign and absent rows, against the one table of access."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib import admin
from django.test import RequestFactory

from tests.support.template import COUNTY_DAY

from . import matrix
from .table import REGISTERS, ROLES

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
