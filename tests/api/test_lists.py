"""Lists, single records and headers of the public interface, over the demonstration county."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.api import fields
from cms.api.endpoints import ENDPOINTS
from publicity.models import Announcement, Notice, OpenDataEdition
from registry.parties.models import Qualification
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
LISTS = ("notices", "announcements", "roster")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def ask(client, path, status=200, **query):
    answer = client.get(f"/api/v1/{path}", query)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def walked(client, path, **query):
    """Every item of a list, page by page."""
    items, cursor = [], {}
    while True:
        page = ask(client, path, **query, **cursor)
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        assert page["next"].endswith(page["next_cursor"].replace(":", "%3A"))
        cursor = {"cursor": page["next_cursor"]}


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_any_size_give_every_record_once(client, name):
    whole = walked(client, f"{name}/", limit=100)
    assert whole and walked(client, f"{name}/", limit=7) == whole
    assert walked(client, f"{name}/") == whole


def test_the_lists_hold_what_the_boards_hold(client):
    serials = {n["serial"] for n in walked(client, "notices/")}
    assert serials == set(Notice.objects.public().values_list("serial", flat=True))
    today = NOON.date()
    told = {a["serial"] for a in walked(client, "announcements/")}
    assert told == set(Announcement.objects.public(today).values_list("serial", flat=True))
    codes = {b["uscc"] for b in walked(client, "roster/")}
    assert codes == set(Qualification.objects.in_force().values_list("business__uscc", flat=True))


def test_filters_narrow_and_add_up(client):
    parts = [walked(client, "roster/", kind=kind) for kind in ("enterprise", "individual")]
    assert sum(map(len, parts)) == len(walked(client, "roster/")) and all(parts)
    one = parts[0][0]
    assert one in walked(client, "roster/", q=one["name"][2:5], town=one["town"])
    assert walked(client, "roster/", q=one["uscc"].lower()) == [one]
    assert walked(client, "roster/", q=one["uscc"][8:17]) == [one]
    assert not walked(client, "roster/", q=one["uscc"][:-1] + "Z")
    opened = walked(client, "notices/", state="open")
    assert opened and all(n["state"] == "open" and n["how_to_object"] for n in opened)
    entry = opened[0]["entries"][0]
    assert opened[0] in walked(client, "notices/", q=entry["uscc"])
    day = opened[0]["published_on"]
    assert {n["published_on"] for n in walked(client, "notices/", **{"from": day, "to": day})} == {day}
    kinds = {a["kind"] for a in walked(client, "announcements/")}
    assert {a["kind"] for kind in kinds for a in walked(client, "announcements/", kind=kind)} == kinds


def test_one_record_is_the_one_of_the_list(client):
    for name in ("notices", "announcements"):
        item = ask(client, f"{name}/")["items"][0]
        assert ask(client, f"{name}/{item['serial']}/") == item
        assert "查不到" in ask(client, f"{name}/GS99990001/", 404)["title"]


@pytest.mark.parametrize(
    ("path", "query", "told"),
    [
        ("notices/", {"state": "all"}, "参数 state：“all”不在可选的值中"),
        ("notices/", {"town": "1"}, "150627100（阿勒腾席热镇）"),
        ("notices/", {"from": "2026-13-01"}, "写作2026-05-08"),
        ("notices/", {"from": "2026-02-02", "to": "2026-02-01"}, "开始日期晚于结束日期"),
        ("notices/", {"page": "2"}, "没有名为“page”的参数。可以用的参数有：state、kind、town、from、to、q、cursor、limit"),
        ("announcements/", {"kind": "rumour"}, "recognition（认定公告）"),
        ("roster/", {"limit": "101"}, "1至100之间的整数"),
        ("roster/", {"limit": "0"}, "1至100之间的整数"),
        ("roster/", {"cursor": "abc"}, "不是本接口给出的"),
        ("roster/", {"q": "长" * 51}, "应为1至50个字，现在是51个"),
        ("changes/", {"since": "abc"}, "参数 since：“abc”不是本接口给出的"),
        ("check/", {}, "参数 code：没有填写"),
        ("check/", {"code": "91150627MAXXXXX15X"}, "参数 code"),
        ("roster/", {"kind": ["enterprise", "individual"]}, "写了2次"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_answered_in_sentences(client, path, query, told):
    answer = client.get(f"/api/v1/{path}", query)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert told in answer.json()["detail"] and answer["Cache-Control"] == "no-store"


def test_a_cursor_belongs_to_one_list_and_one_filter_and_cannot_be_made_up(client):
    cursor = ask(client, "roster/", limit=1)["next_cursor"]
    ask(client, "roster/", cursor=cursor)
    for path, query in (("announcements/", {}), ("roster/", {"kind": "enterprise"})):
        ask(client, path, 400, cursor=cursor, **query)
    for at in range(0, len(cursor), 7):
        ask(
            client,
            "roster/",
            400,
            cursor=cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :],
        )


@pytest.mark.parametrize(("method", "path", "status"), [
    ("get", "/api/v1/nothing/", 404), ("get", "/api/", 404), ("post", "/api/v1/notices/", 405), ("delete", "/api/v1/roster/", 405),
    ("put", "/api/v1/openapi.json", 405), ("get", "/api/v1/pages/0/", 404), ("get", "/api/v1/pages/99999999999999999999/", 404),
    ("get", "/api/v1/verify/%00/", 404), ("get", "/api/v1/notices/%E4%B8%80/", 404), ("post", "/api/v1/nothing/", 404),
])  # fmt: skip
def test_every_refusal_is_a_problem_in_chinese(client, method, path, status):
    answer = getattr(client, method)(path)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    said = answer.json()
    assert said["status"] == status and said["errors"] and not set(said["title"]) & set("abcdefghijklm")
    assert status != 405 or answer["Allow"] == "GET, HEAD, OPTIONS"


def test_an_address_without_its_slash_leads_to_the_one_with_it(client):
    assert client.get("/api/v1/docs")["Location"] == "/api/v1/docs/"
    assert client.get("/api/v1/notices?state=open")["Location"] == "/api/v1/notices/?state=open"


def examples():
    """One good address per endpoint."""
    from registry.documents.models import Seal

    serials = {
        "notices/{serial}/": Notice.objects.public().first(),
        "announcements/{serial}/": Announcement.objects.first(),
    }
    code = Seal.objects.first().check_code
    edition = OpenDataEdition.objects.standing().first()
    file = {"day": edition.day.isoformat(), "name": edition.files[0]["name"]}
    query = {"check/": "?code=91150627MAXXXXX15T", "workdays/": "?from=2026-05-08&days=10"}
    for one in ENDPOINTS:
        record = serials.get(one.route)
        filled = one.route.format(serial=record and record.serial, code=code, pk=3, **file)
        yield f"/api/v1/{filled}{query.get(one.route, '')}"


def test_every_answer_can_be_kept_asked_for_again_and_read_from_other_sites(client):
    for path in [*examples(), "/api/v1/openapi.json", "/api/v1/docs/"]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer["ETag"] and answer["Last-Modified"] and answer["Cache-Control"], path
        assert answer["Access-Control-Allow-Origin"] == "*" and not answer.cookies
        again = client.get(path, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"]), path
        assert again["Cache-Control"] == answer["Cache-Control"] and again["Last-Modified"]
        head = client.head(path)
        assert (head.status_code, head.content, head["ETag"]) == (200, b"", answer["ETag"])
    free = client.options("/api/v1/notices/")
    assert (free.status_code, free["Allow"], free["Access-Control-Allow-Methods"]) == (
        204,
        *["GET, HEAD, OPTIONS"] * 2,
    )


def test_whoever_asks_too_often_is_told_when_to_come_back(client, settings):
    settings.API_PER_MINUTE = 3
    one = {"REMOTE_ADDR": "203.0.113.7"}
    for _ in range(3):
        assert client.get("/api/v1/roster/", **one).status_code == 200
    answer = client.get("/api/v1/roster/", **one)
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    assert 1 <= int(answer["Retry-After"]) <= 60 and "一分钟内最多请求3次" in answer.json()["detail"]
    assert client.get("/api/v1/roster/", REMOTE_ADDR="203.0.113.8").status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_nothing_new_is_told_from_one_statement(client, name):
    etag = client.get(f"/api/v1/{name}/")["ETag"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(f"/api/v1/{name}/", headers={"if-none-match": etag}).status_code == 304
    assert len(queries) <= 1, [q["sql"] for q in queries]


def test_as_many_statements_for_a_hundred_rows_of_the_roster_as_for_one(client):
    counts = []
    for limit in (1, 30, 100):
        with CaptureQueriesContext(connection) as queries:
            assert len(ask(client, "roster/", limit=limit)["items"]) == limit
        counts.append(len(queries))
    assert len({*counts}) == 1 and counts[0] <= 3


def test_one_exact_code_is_answered_signed_and_nothing_is_listed(client):
    from registry.documents.keys import holds
    from registry.documents.sealing import public_keys

    held = Qualification.objects.public().first()
    said = ask(client, "check/", code=held.business.uscc)
    assert (said["state"], said["recognised_on"]) == ("recognised", held.recognised_on.isoformat())
    assert holds(public_keys()[said["key_id"]], said["statement"], said["signature"])
    told = json.loads(said["statement"])
    assert told == {name: said[name] for name in told} and told["as_of"] == COUNTY_DAY
    unknown = ask(client, "check/", code="91150627MAXXXXX15T")
    assert unknown["state"] == "not_listed" and unknown["batch"] == ""
    ask(client, "check/", 400, code=held.business.uscc[:17])
    ask(client, "check/", 400, code=held.business.uscc, on="2027-01-01")
    entry = Notice.objects.open_on(NOON.date()).first().entries.filter(status="in_publicity").first()
    said = ask(client, "check/", code=entry.uscc)
    assert (said["state"], said["notice"]) == ("in_publicity", entry.notice.serial)


def test_codes_are_counted_as_on_the_check_page(client):
    for at in range(30):
        assert client.get("/api/v1/check/", {"code": "91150627MAXXXXX15T"}).status_code == 200, at
    answer = client.get("/api/v1/check/", {"code": "91150627MAXXXXX15T"})
    assert answer.status_code == 429 and answer["Retry-After"] == "600"


def test_pages_are_live_open_and_of_declared_columns_only(client):
    from wagtail.models import Page

    pages = walked(client, "pages/")
    one = next(
        page for page in pages if page["url"].startswith("/zhengce/") and len(page["url"]) > len("/zhengce/")
    )
    assert ask(client, f"pages/{one['id']}/")["body"] and set(one) == set(fields.PAGE["properties"])
    page = Page.objects.get(pk=one["id"]).specific
    page.title = "还没有发布的标题"
    page.save_revision()
    assert "还没有发布" not in client.get(f"/api/v1/pages/{one['id']}/").content.decode()
    page.unpublish()
    ask(client, f"pages/{one['id']}/", 404)
    assert one["id"] not in {page["id"] for page in walked(client, "pages/")}


@pytest.mark.parametrize(
    "path",
    ["/api/v2/pages/", "/api/v3/pages/", "/api/v3/documents/", "/api/v1/documents/", "/api/v1/images/"],
)
def test_wagtails_own_interfaces_are_not_there(client, path):
    assert client.get(path).status_code == 404


def test_the_description_tells_of_every_address_and_holds_for_every_answer(client):
    said = client.get("/api/v1/openapi.json").json()
    assert said["openapi"] == "3.1.0" and len(said["paths"]) == len(ENDPOINTS)
    human = client.get("/api/v1/docs/").content.decode()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', human) and "<script" not in human
    for one in ENDPOINTS:
        assert f"/api/v1/{one.route}" in human.replace("&#x27;", "'")
    for path, one in zip(examples(), ENDPOINTS, strict=True):
        if one.media == ("application/json",):
            fits(one.shape, client.get(path).json(), path)


def fits(schema, data, at):
    """The data is of the type declared, whole, and holds nothing else."""
    if "oneOf" in schema:
        assert any(_fits(one, data, at) for one in schema["oneOf"]), at
        return
    kinds = {
        "string": str,
        "integer": int,
        "boolean": bool,
        "object": dict,
        "array": list,
        "null": type(None),
    }
    wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert type(data) in [kinds[one] for one in wanted], (at, data)
    assert "enum" not in schema or data in schema["enum"], (at, data)
    if isinstance(data, dict):
        assert set(schema["required"]) <= set(data) <= set(schema["properties"]), at
        for name, value in data.items():
            fits(schema["properties"][name], value, f"{at} {name}")
    for number, value in enumerate(data if isinstance(data, list) else []):
        fits(schema["items"], value, f"{at} {number}")


def _fits(schema, data, at):
    try:
        fits(schema, data, at)
    except AssertionError:
        return False
    return True
