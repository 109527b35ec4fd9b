"""No status is written but by the ledger: proved by reading the source and by trying."""

import ast
from datetime import date

import pytest
from django.apps import apps

from registry.history.acting import acting
from registry.history.errors import Refusal, UnauditedWrite
from registry.ledger.moves import all_tables
from registry.parties.models import Qualification
from tests import builders

from .source import files, module_of, name, tree

DOORS = ("registry.ledger.doors", "registry.ledger.fields", "registry.history.door")
WRITERS = {
    "update",
    "update_all",
    "bulk_update",
    "update_or_create",
    "create",
    "bulk_create",
    "get_or_create",
}


def status_writes(path):
    for node in ast.walk(tree(path)):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            for part in ast.walk(target) if target is not None else ():
                if (
                    isinstance(part, ast.Attribute)
                    and part.attr == "status"
                    and isinstance(part.ctx, ast.Store)
                ):
                    yield part.lineno
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in WRITERS:
            yield from (node.lineno for keyword in node.keywords if keyword.arg == "status")
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setattr":
            yield from (node.lineno for a in node.args[1:2] if getattr(a, "value", "") == "status")


def test_the_source_writes_no_status_outside_the_door():
    paths = list(files("registry", "publicity", "imports", "cms"))
    assert len(paths) > 900
    outside = [path for path in paths if not module_of(path).startswith(DOORS)]
    assert not {name(path): lines for path in outside if (lines := list(status_writes(path)))}


def test_every_table_belongs_to_a_model_with_a_guarded_status_and_its_permissions():
    tables = list(all_tables())
    assert len(tables) >= 10
    for table in tables:
        model = apps.get_model(table.model)
        field = model._meta.get_field("status")
        assert field.editable is False and dict(field.choices) == dict(table.states)
        assert {code for code, _ in table.permissions()} <= {code for code, _ in model._meta.permissions}


@pytest.mark.django_db
class TestTrying:
    def test_assigning_and_saving_is_refused(self):
        held = builders.qualified().qualifications.get()
        held.status = "cancelled"
        with pytest.raises((UnauditedWrite, Refusal)), acting(builders.head(), "试"):
            held.save()
        assert Qualification.objects.get(pk=held.pk).status == "qualified"

    def test_creating_with_another_status_than_the_first_is_refused(self):
        business = builders.business()
        with pytest.raises((UnauditedWrite, Refusal)), acting(builders.head(), "试"):
            Qualification(
                business=business, batch="2026年上半年", recognised_on=date(2026, 6, 1), status="qualified"
            ).save()
        assert not business.qualifications.exists()

    @pytest.mark.parametrize(
        "write",
        [
            lambda rows: rows.update(status="cancelled"),
            lambda rows: rows.bulk_update(list(rows), ["status"]),
            lambda rows: rows.model.objects.bulk_create([rows.model(batch="x", status="qualified")]),
        ],
        ids=["update", "bulk_update", "bulk_create"],
    )
    def test_set_wise_writes_are_refused(self, write):
        held = builders.qualified().qualifications.get()
        with pytest.raises((UnauditedWrite, Refusal)), acting(builders.head(), "试"):
            write(Qualification.objects.filter(pk=held.pk))
        assert Qualification.objects.get(pk=held.pk).status == "qualified"
