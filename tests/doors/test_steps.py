"""Every step of every register as every account: without the right it answers 403 or 404 and nothing is written."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from registry.parties.models import User
from tests.support.template import COUNTY_DAY

from .test_registers import ACCOUNTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
ROOMS = ("lending", "sanctions", "publicity", "imports", "parties")
DOORS = [
    (model, step)
    for model, register in sorted(admin.site._registry.items(), key=lambda pair: pair[0]._meta.label_lower)
    for step in getattr(register, "steps", ())
    if model._meta.app_label in ROOMS
]
IDS = [f"{model._meta.label_lower}-{step.name}" for model, step in DOORS]


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


def written():
    """How many rows every table of the house holds, histories included; logins apart."""
    rooms = (*ROOMS, "ledger", "documents", "screening", "policy")
    return {
        m._meta.label: m._base_manager.count()
        for m in apps.get_models()
        if m._meta.app_label in rooms and m._meta.label != "parties.AccessEvent"
    }


def rows_for(model, step):
    """A row the step is for, where the county has one, and any other row."""
    rows = list(model._base_manager.order_by("pk")[:40])
    superuser = User(is_superuser=True, is_active=True)
    fitting = [row for row in rows if step.offered(row, superuser)]
    return (fitting or rows)[:1]


@pytest.mark.parametrize(("model", "step"), DOORS, ids=IDS)
def test_without_the_right_nobody_gets_through(client, model, step):
    permission = step.resolved(model)[1]
    assert permission, "a step without a right is open to everybody who may see the row"
    before, refused = written(), []
    (row,) = rows_for(model, step)
    address = reverse(
        f"admin:{model._meta.app_label}_{model._meta.model_name}_step", args=[row.pk, step.name]
    )
    for username in ACCOUNTS:
        user = User.objects.get(username=username)
        if user.has_perm(permission):
            continue
        client.force_login(user)
        answer = client.post(address, {"reason": "越权尝试"})
        seen = model._default_manager.visible_to(user).filter(pk=row.pk).exists()
        may_view = any(
            user.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}")
            for verb in ("view", "change")
        )
        wanted = {403} if seen and may_view else {302, 403, 404}
        assert answer.status_code in wanted, (username, answer.status_code)
        refused.append(username)
    assert "auditor" in refused
    assert written() == before


def test_the_walk_is_not_empty():
    assert len(DOORS) >= 45
    assert {model._meta.app_label for model, _ in DOORS} == set(ROOMS)
