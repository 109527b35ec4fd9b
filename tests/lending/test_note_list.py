"""The list of loan notes as a million of them need it: found by keys, counted no further than to where pages end."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.ledger.admin_base import paging
from registry.lending.admin import finding
from registry.lending.models import LoanNote
from tests import builders
from tests.imports.test_uploading import DAY, confirmed, row, staged

pytestmark = pytest.mark.django_db
LIST = "/admin/lending/loannote/"
ROWS = (row(), row(note_no="JJ002", contract_no="HT002"), row(note_no="JJ003", contract_no="HT002"))


@pytest.fixture
def booked(client):
    confirmed(staged(*ROWS), today=DAY)
    client.force_login(builders.clerk())
    return client


def shown(client, asked):
    text = client.get(f"{LIST}?q={asked}").content.decode()
    return {note for note in LoanNote.objects.values_list("note_no", flat=True) if note in text}


ALL = {"JJ001", "JJ002", "JJ003"}
FOUND = {
    "JJ002": {"JJ002"}, "HT002": {"JJ002", "JJ003"}, "HT002 JJ003": {"JJ003"}, "测试": ALL,
    builders.ENTERPRISE_CODES[0][4:10].lower(): ALL, "别家": set(),
}  # fmt: skip
PARTS = {"JJ": ALL, "HT00": ALL, "jj": set(), "J%": set(), "J_": set(), "T002": set(), "002": set()}


@pytest.mark.parametrize("enough", [1000, 0], ids=["by keys", "by the question"])
def test_a_note_is_found_by_its_numbers_and_by_parts_of_the_name(booked, monkeypatch, enough):
    monkeypatch.setattr(finding, "ENOUGH", enough)
    assert {asked: shown(booked, asked) for asked in FOUND} == FOUND
    assert finding.HELP in booked.get(LIST).content.decode()
    booked.force_login(builders.bank_maker("ZGYH"))
    assert shown(booked, "HT002") == set()


def test_a_note_is_found_by_the_beginning_and_the_end_of_a_number(booked, monkeypatch):
    monkeypatch.setattr(finding, "ENDING", 3)
    assert {asked: shown(booked, asked) for asked in PARTS} == PARTS | {"002": {"JJ002", "JJ003"}}
    monkeypatch.setattr(finding, "ENDING", 4)
    assert shown(booked, "002") == set()


def test_what_is_too_much_to_look_for_is_said_and_tells_a_bank_nothing_of_another(booked, monkeypatch):
    monkeypatch.setattr(finding, "ENDING", 3)
    monkeypatch.setattr(finding, "ENOUGH", 2)
    monkeypatch.setattr(finding, "READ", 2)
    begun, ended = "以“JJ”开头的号码超过2个，没有列出", "没有按号码的末尾查找“003”"
    assert begun in booked.get(f"{LIST}?q=JJ").content.decode() and shown(booked, "JJ00") == set()
    assert ended in booked.get(f"{LIST}?q=003").content.decode() and shown(booked, "003") == set()
    booked.force_login(builders.bank_maker("ZGYH"))
    for asked, said in (("JJ", begun), ("003", ended)):
        text = booked.get(f"{LIST}?q={asked}").content.decode()
        assert said not in text and "没有列出" not in text


def test_a_long_list_is_counted_to_where_its_pages_end(booked, monkeypatch):
    monkeypatch.setattr(paging, "MOST", 2)
    with CaptureQueriesContext(connection) as seen:
        text = booked.get(LIST).content.decode()
    counts = [one["sql"] for one in seen if "COUNT(*)" in one["sql"] and "lending_loannote" in one["sql"]]
    assert counts and all("LIMIT 3" in sql for sql in counts), counts
    assert "超过2条，这里只列前2条" in text
    assert "超过2条（" in booked.get(f"{LIST}?q=测试").content.decode()
    monkeypatch.setattr(paging, "MOST", 3)
    text = booked.get(f"{LIST}?q=测试").content.decode()
    assert "共3条\n" in text and "共3条（" in text and "超过3条" not in text
    assert "显示全部" not in booked.get(LIST).content.decode()


def test_the_bank_filter_names_banks_that_have_notes_and_a_bank_no_other(booked):
    """One statement, which asks for each institution whether there is any note."""
    other, idle = builders.institution("ZGYH"), builders.institution("JSYH")

    def offered():
        with CaptureQueriesContext(connection) as seen:
            spec = booked.get(LIST).context["cl"].filter_specs
        asked = [one["sql"] for one in seen if one["sql"].startswith('SELECT "parties_institution"')]
        names = [name for one in spec if one.field_path == "bank" for _, name in one.lookup_choices]
        return names, [sql for sql in asked if "lending_loannote" in sql]

    names, asked = offered()
    assert names == [] and len(asked) == 1  # one bank alone is no choice
    moved = LoanNote.objects.get(note_no="JJ003")
    with builders.as_system():
        moved.bank = other
        moved.save()
    names, asked = offered()
    assert names == [str(builders.institution("NSH")), str(other)] and len(asked) == 1
    assert str(idle) not in names
    for code in ("NSH", "ZGYH", "JSYH"):
        booked.force_login(builders.bank_maker(code))
        text = booked.get(LIST).content.decode()
        assert offered()[0] == []
        assert not [one for one in (other, idle) if one.code != code and one.name in text]
