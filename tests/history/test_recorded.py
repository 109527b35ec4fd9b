"""Every save says who and why; every side door is shut."""

import pytest
from django.db import connection

from registry.history import writing
from registry.history.acting import acting
from registry.history.bulk import create_all, create_columns, update_all
from registry.history.errors import NoActor, StaleForm, StatusOutsideLedger, UnauditedWrite
from registry.parties.models import Business, Institution, Qualification
from tests import builders

pytestmark = pytest.mark.django_db


def test_save_outside_an_act_is_refused():
    with pytest.raises(NoActor):
        Institution(code="X", name="某行", kind="bank").save()
    assert not Institution.objects.filter(code="X").exists()


def test_history_names_actor_reason_and_source():
    clerk = builders.clerk()
    with acting(clerk, "新设银行", source="upload:7"):
        bank = Institution.objects.create(code="X", name="某行", kind="bank")
    line = bank.history.get()
    assert (line.history_user, line.history_username) == (clerk, "clerk")
    assert (line.history_change_reason, line.history_source) == ("新设银行", "upload:7")


def test_a_stale_object_is_not_saved():
    business = builders.business()
    first, second = Business.objects.get(pk=business.pk), Business.objects.get(pk=business.pk)
    with acting(builders.clerk(), "改电话"):
        first.phone = "13911111111"
        first.save()
        second.phone = "13922222222"
        with pytest.raises(StaleForm, match="已被他人改动"):
            second.save()
    assert Business.objects.get(pk=business.pk).phone == "13911111111"


@pytest.mark.parametrize(
    "write",
    [
        lambda rows: rows.update(phone="1"),
        lambda rows: rows.bulk_update(list(rows), ["phone"]),
        lambda rows: rows.bulk_create(
            [Business(uscc="91150627MAXXXXX23M", operator_name="李四", kind="enterprise")]
        ),
        lambda rows: rows.delete(),
        lambda rows: rows.first().delete(),
    ],
    ids=["update", "bulk_update", "bulk_create", "delete many", "delete one"],
)
def test_sets_are_not_written_without_history(write):
    builders.business()
    with acting(builders.clerk(), "试一试"), pytest.raises(UnauditedWrite):
        write(Business.objects.all())
    assert Business.objects.count() == 1


def test_the_bulk_writer_leaves_the_same_history_as_save():
    clerk = builders.clerk()
    with acting(clerk, "批量", source="upload:1"):
        create_all([Institution(code=f"B{n}", name=f"{n}号银行", kind="bank") for n in range(3)])
        banks = list(Institution.objects.filter(code__in=["B0", "B1", "B2"]))
        for bank in banks:
            bank.phone = "0477-8888888"
        update_all(banks, ["phone"])
        single = Institution.objects.create(code="B3", name="3号银行", kind="bank")
        single.phone = "0477-8888888"
        single.save()
    columns = (
        "history_type",
        "history_user_id",
        "history_username",
        "history_change_reason",
        "history_source",
        "version",
    )
    expected = list(single.history.order_by("history_id").values_list(*columns))
    for bank in banks:
        assert list(bank.history.order_by("history_id").values_list(*columns)) == expected


def test_rows_given_by_columns_are_the_rows_save_leaves():
    with acting(builders.clerk(), "批量", source="upload:1"):
        create_columns(
            Institution, {"code": ["B0", "B1"], "name": ["0号银行", "1号银行"], "kind": ["bank", "bank"]}
        )
        single = Institution.objects.create(code="B2", name="2号银行", kind="bank")
    own = {"id", "code", "name", "history_id", "history_date"}
    rows, lines = (
        list(of.filter(code__in=("B0", "B1", "B2")).values())
        for of in (Institution.objects, Institution.history)
    )
    for found in (rows, lines):
        first, second, third = (
            {k: v for k, v in one.items() if k not in own} for one in sorted(found, key=lambda r: r["code"])
        )
        assert first == second == third
    assert [one.pk for one in Institution.objects.filter(code__in=("B0", "B1")).order_by("code")] == [
        single.pk - 2,
        single.pk - 1,
    ]


def test_columns_with_a_status_go_through_the_ledger():
    with acting(builders.clerk(), "偷登"), pytest.raises(StatusOutsideLedger):
        create_columns(Qualification, {"batch": ["某批"]})


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one way of writing")
def test_behind_a_wall_rows_are_inserted_as_they_are_copied_before_it():
    fields = [field for field in Institution._meta.concrete_fields if not field.primary_key]
    odd = "墙\\内\t“银行”"
    for way, code in ((writing._unnested, "W0"), (writing.insert_columns, "W1")):
        told = {"version": 1, "code": code, "name": odd + code, "kind": "bank"}
        way(Institution, fields, [[told.get(field.attname, field.get_default())] for field in fields])
    inside, outside = Institution.objects.filter(code__in=("W0", "W1")).order_by("code").values()
    own = {"id": 0, "code": "", "name": ""}
    assert inside | own == outside | own
    assert (inside["name"], outside["name"]) == (f"{odd}W0", f"{odd}W1")


@pytest.mark.parametrize("status", ["qualified", "candidate"])
def test_a_status_is_not_written_past_the_ledger(status):
    business = builders.qualified()
    held = business.qualifications.get()
    with acting(builders.clerk(), "偷改"):
        held.status = "cancelled"
        with pytest.raises(StatusOutsideLedger):
            held.save()
        with pytest.raises(StatusOutsideLedger):
            Qualification(business=business, batch="另一批", status=status).save()
        with pytest.raises((StatusOutsideLedger, UnauditedWrite)):
            Qualification.objects.update(status="cancelled")
    assert Qualification.objects.get().status == "qualified"


def test_a_set_in_which_one_row_is_stale_is_not_written():
    with acting(builders.clerk(), "批量"):
        create_all([Institution(code=f"B{n}", name=f"{n}号银行", kind="bank") for n in range(3)])
        banks = list(Institution.objects.filter(code__in=["B0", "B1", "B2"]))
        other = Institution.objects.get(code="B1")
        other.phone = "0477-1111111"
        other.save()
        for bank in banks:
            bank.phone = "0477-8888888"
        with pytest.raises(StaleForm, match="有1条机构在办理期间被他人改动"):
            update_all(banks, ["phone"])
    assert set(Institution.objects.filter(phone="0477-8888888")) == set()
    assert Institution.history.filter(phone="0477-8888888").count() == 0
