"""PRV-1: what nobody signed in can read is declared public, and what is declared public can be read."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.db import models
from django.utils.html import strip_tags
from wagtail.fields import StreamField

from cms.pages.blocks import words_of as typed
from cms.watch.addresses import public_addresses
from cms.watch.reading import words_of
from registry.policy.dates import written
from registry.policy.disclosure import TABLES, Level, level_of
from tests.support.template import COUNTY_DAY

from .doors import addresses, filled
from .planting import close, plant
from .table_site import PUBLIC, spread
from .test_matrix import site_values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
# Declared public, and not to be found in the demonstration county as it stands: why.
ELSEWHERE = {
    "pages.officesettings.email": "left empty until the office fills it in, as the next four and those of BLANK",
    "pages.officesettings.correction_url": "",
    "pages.officesettings.site_code": "",
    "pages.officesettings.icp": "",
    "pages.officesettings.police": "",
    "publicity.notice.supplements": "no notice supplements another: tests/pages/test_pages.py",
    "publicity.notice.extension_note": "no window was extended: tests/publicity/test_moving_windows.py",
    "publicity.noticeentry.corrected_on": "no entry was corrected: tests/publicity/test_corrections.py",
    "publicity.posting.posted_at": "the demonstration tells days, no hours: tests/publicity/test_late_posting.py",
    "publicity.posting.removed_on": "nothing was taken down yet",
    "publicity.announcement.corrects": "nothing was corrected: tests/publicity/test_corrections.py",
    "publicity.opendataedition.previous": "the demonstration has one edition: tests/publicity/test_open_data.py",
    "publicity.opendataedition.retired_on": "",
    "publicity.opendataedition.retired_why": "",
    "publicity.certificate.replaces": "no certificate was replaced: tests/publicity/test_certificate.py",
    "documents.paperend.document": "no paper was ended: tests/publicity/test_verifying.py, as the next two",
    "documents.paperend.replaced_by": "",
    "documents.paperend.ended_on": "",
    "policy.calendarversion.calendar_year": "the year is in the title of the version",
}
# Left empty by the first pages and the demonstration, or of texts of the first version: tests/pages/test_editing.py, test_marks.py.
BLANK = {
    "officesettings": "domain description keywords uscc organiser conac_url",
    "textpage": "summary document_number issuer issued_on body",
    "policypage": "source index_number written_on released_on in_force_on repealed_on reading reading_url attachments",
    "guidepage": "source keywords body complaints",
    "faqpage": "source keywords body",
    "casepage": "source keywords",
}
ELSEWHERE |= {f"pages.{model}.{name}": "" for model, names in BLANK.items() for name in names.split()}


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield
    close()


def everything_public():
    """Every public address: those of the night watch, and those of the resolver in its table."""
    yield from public_addresses(date.fromisoformat(COUNTY_DAY))
    listed, values, absent = spread(PUBLIC), site_values(), site_values(999_999)
    for name, route in addresses():
        if (name or route) in listed and "?P" not in route and "(?:" not in route:
            yield from (filled(route, values), filled(route, absent))


def walk(client):
    """{path: words of the answer, headers too}."""
    client.raise_request_exception = False
    found = {}
    for path in dict.fromkeys(everything_public()):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        heads = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        raw = "" if body[:2] == b"PK" else body.decode("utf-8", "replace")
        found[path] = f"{words_of(body, answer.headers.get('Content-Type', ''))}\n{raw}\n{heads}"
    return found


def public(label, name):
    return level_of(label, name, ("public",))


def test_no_public_answer_tells_what_is_not_declared_public(client):
    planted = plant(lambda label, field: not public(label, field.name))
    assert len({at[:2] for at in planted.values()}) > 200
    wrong = {(path, *at) for path, text in walk(client).items() for at in planted.told(text)}
    assert not wrong, "\n".join(map(str, sorted({at[1:3]: at for at in wrong}.values(), key=str)))


def test_what_is_declared_public_is_to_be_read(client):
    text = "\n".join(walk(client).values())
    missing = [
        f"{label}.{name}"
        for label in TABLES
        for name in TABLES[label].fields
        if public(label, name) is Level.FULL and f"{label}.{name}" not in ELSEWHERE
        if not is_told(apps.get_model(label), name, text)
    ]
    assert not missing, (
        f"这些栏目声明为公开，公开的网页上却没有。请收窄声明，或在 ELSEWHERE 中写明理由：{missing}"
    )


def is_told(model, name, text):
    """Whether a value of the column stands in the text, in one of the ways the house writes it."""
    field = model._meta.get_field(name)
    for record in model._base_manager.all():
        value = getattr(record, name)
        if isinstance(field, models.BooleanField):
            return True  # 是 or 否 tells nothing apart
        if value in (None, "", [], {}):
            continue
        if any(form and form in text for form in _forms(record, field, value)):
            return True
    return False


def _forms(record, field, value):
    if field.choices:
        return [getattr(record, f"get_{field.name}_display")()]
    if field.is_relation:
        return [
            getattr(value, "serial", None),
            getattr(value, "number", None),
            getattr(value, "name", None),
            str(value),
        ]
    if isinstance(field, models.DateTimeField):
        return [
            value.astimezone(NOON.tzinfo).isoformat(timespec="seconds"),
            value.isoformat(timespec="seconds"),
        ]
    if isinstance(field, models.DateField):
        return [value.isoformat(), written(value)]
    if isinstance(field, StreamField):
        return [strip_tags(line).strip() for line in typed(value).splitlines()]
    if isinstance(field, models.JSONField):
        return [str(next(iter(value[0].values()))) if value and isinstance(value[0], dict) else str(value[0])]
    said = str(value)
    return [said, said.split("\n")[0].strip()[:60]]


def test_a_widened_page_would_be_found(client, monkeypatch):
    """The walk sees a column that slips onto a page."""
    from publicity import publicdata

    planted = plant(lambda label, field: label == "parties.business" and field.name in ("address", "phone"))
    word = next(word for word, at in planted.items() if at[1] == "address")
    shown = publicdata.notice_json
    monkeypatch.setattr("cms.pages.views.boards.notice_json", lambda n, t: {**shown(n, t), "basis": word})
    assert any(planted.told(text) for text in walk(client).values())
