"""The calculator: the same answer as a page, as JSON and on the command line; every wrong question is answered (R29)."""

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command

from tests import builders

pytestmark = pytest.mark.django_db
API = "/api/v1/workdays/"


def page(client, **query):
    return client.get("/rili/", query).content.decode()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            {"start": "2026-05-08", "days": "10", "unit": "workdays"},
            ["2026年5月21日", "星期四", "劳动节调休，照常上班"],
        ),
        ({"start": "2026-03-20", "days": "60", "unit": "days"}, ["2026年5月19日", "按自然日计入"]),
        ({"start": "2026年12月25日", "days": "10", "unit": "workdays"}, ["暂定", "2027年节假日安排尚未录入"]),
        (
            {"start": "2020-01-13", "days": "10", "unit": "workdays", "known_on": "2020-01-20"},
            ["2020年1月31日", "国办发明电〔2019〕16号", "2020年第1版"],
        ),
        (
            {"start": "2020-01-13", "days": "10", "unit": "workdays"},
            ["2020年2月3日", "国办发明电〔2020〕1号"],
        ),
    ],
)
def test_the_page_says_which_day_and_why(client, query, told):
    text = page(client, **query)
    assert not [word for word in told if word not in text]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"start": "", "days": "10", "unit": "workdays"}, "没有填写“从哪一天起算”"),
        ({"start": "2026-02-30", "days": "10", "unit": "workdays"}, "“2026-02-30”"),
        ({"start": "0001-01-01", "days": "10", "unit": "workdays"}, "2000年至2999年"),
        ({"start": "2026-05-08", "days": "0", "unit": "workdays"}, "至少为1"),
        ({"start": "2026-05-08", "days": "371", "unit": "workdays"}, "最多370"),
        ({"start": "2026-05-08", "days": "x", "unit": "workdays"}, "应为整数"),
        ({"start": "2026-05-08", "days": "10", "unit": "moons"}, "请选工作日或者自然日"),
    ],
)
def test_the_page_refuses_in_sentences_and_keeps_what_was_typed(client, query, told):
    text = page(client, **query)
    assert "没有提交成功" in text and told in text
    assert "day-end" not in text
    assert query["days"] in text


def test_the_page_needs_no_script_and_asks_with_todays_arrangements(client):
    text = page(client)
    assert not re.search(r"<script|style=|onclick=", text)
    assert "国办发明电〔2025〕7号" in text and "没有提交成功" not in text


def test_page_machine_and_command_line_agree(client):
    answer = client.get(API, {"from": "2026-09-20", "days": 10})
    out = StringIO()
    call_command("workdays", "--from", "2026-09-20", "--days", "10", "--json", stdout=out)
    said, told = answer.json(), json.loads(out.getvalue())
    papers = said.pop("arrangements")
    assert said == told
    assert [(p["year"], p["revision"], p["document_number"]) for p in papers] == [
        (2026, 1, "国办发明电〔2025〕7号")
    ]
    end = page(client, start="2026-09-20", days="10", unit="workdays")
    year, month, day = (int(part) for part in said["end"].split("-"))
    assert f"{year}年{month}月{day}日" in end


def test_the_calendar_known_at_the_time_can_be_asked_for(client):
    query = {"from": "2020-01-13", "days": 10}
    assert client.get(API, query).json()["end"] == "2020-02-03"
    then = client.get(API, query | {"known_on": "2020-01-20"}).json()
    assert then["end"] == "2020-01-31" and then["arrangements"][0]["revision"] == 1


def test_nothing_changed_is_304_until_the_calendar_changes(client):
    query = {"from": "2026-05-08", "days": 10}
    first = client.get(API, query)
    assert first["Cache-Control"] == "public, max-age=300" and first["Last-Modified"]
    assert client.get(API, query, headers={"if-none-match": first["ETag"]}).status_code == 304
    with builders.as_system():
        from registry.policy.models import CalendarDay

        CalendarDay.objects.create(date="2026-05-12", kind="local_holiday", name="放假", source="通知")
    again = client.get(API, query, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200 and again.json()["end"] == "2026-05-22"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({}, ["参数 from", "参数 days"]),
        ({"from": "2026-13-01", "days": "10"}, ["参数 from：“2026-13-01”"]),
        ({"from": "2026-05-08", "days": "2501"}, ["1至2500"]),
        ({"from": "2026-05-08", "days": "١٠"}, ["参数 days"]),
        ({"from": "2026-05-08", "days": "10", "count_first": "maybe"}, ["参数 count_first"]),
        ({"from": "2026-05-08", "days": "10", "known_on": "x"}, ["参数 known_on"]),
        ({"from": "2026-05-08", "days": "10", "q": "1"}, ["没有名为“q”的参数"]),
    ],
)
def test_a_wrong_question_is_a_problem_with_every_reason(client, query, told):
    answer = client.get(API, query)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    said = answer.json()
    assert said["status"] == 400 and not [word for word in told if word not in said["detail"]]


def test_only_reading_is_answered(client):
    answer = client.post(API)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
