"""The boards: every figure of a round's page is the number of rows behind its link; each role at the new doors."""

import re
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from registry.parties.models import User
from registry.screening.models import Application, DepartmentOpinion, LeadingGroupMeeting, Round
from tests.support.template import COUNTY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
LINK = re.compile(r'<a href="(/admin/screening/(?:application|departmentopinion)/\?[^"]+)">(\d+)')


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOON, tick=False):
        yield


def sign_in(client, username):
    client.force_login(User.objects.get(username=username))
    return client


def state_of(round):
    return reverse("admin:screening_round_state", args=[round.pk])


def test_every_figure_is_the_number_of_rows_behind_it(client):
    sign_in(client, "office")
    text = client.get(state_of(Round.objects.order_by("opens_on").last())).content.decode()
    links = LINK.findall(text)
    assert len(links) > 40
    for address, figure in links:
        listed = client.get(unescape(address))
        assert listed.status_code == 200, address
        assert listed.context["cl"].result_count == int(figure), address


def test_the_page_counts_what_is_there(client):
    held = Round.objects.order_by("opens_on").last()
    context = sign_in(client, "office").get(state_of(held)).context
    assert context["total"] == sum(count for _, _, count in context["states"]) == held.applications.count()
    assert sum(row[2] for row in context["towns"]) == context["total"]
    assert sum(row["open"] for row in context["departments"]) == context["owed"] > 0
    waiting = Application.objects.filter(
        round=held, status__in=("submitted", "supplement", "screening", "screened")
    )
    assert sum(age[3] for age in context["ages"]) == context["unfinished"] == waiting.count()


@pytest.mark.parametrize(
    ("username", "state", "board", "sheet", "table"),
    [
        ("office", 200, 200, 403, 200),
        ("head", 200, 200, 403, 200),
        ("leader", 200, 200, 403, 200),
        ("auditor", 200, 200, 403, 200),
        ("reviewer", 404, 200, 200, 404),
        ("town", 404, 403, 403, 404),
        ("bank", 404, 403, 403, 404),
        ("guarantor", 404, 403, 403, 404),
        ("legal", 404, 403, 403, 404),
    ],
)
def test_each_role_at_the_new_doors(client, username, state, board, sheet, table):
    sign_in(client, username)
    meeting = LeadingGroupMeeting.objects.filter(status="closed").first()
    opinion = "admin:screening_departmentopinion_"
    assert client.get(state_of(Round.objects.first())).status_code == state
    assert client.get(reverse(opinion + "board")).status_code == board
    assert client.get(reverse(opinion + "sheet")).status_code == sheet
    assert client.get(reverse(opinion + "upload")).status_code == sheet
    address = reverse("admin:screening_leadinggroupmeeting_table", args=[meeting.pk])
    assert client.get(address).status_code == table


def test_a_department_finds_itself_alone_on_the_board(client):
    rows = sign_in(client, "reviewer").get(reverse("admin:screening_departmentopinion_board")).context["rows"]
    assert [row["body"].code for row in rows] == ["TAX"]
    owed = DepartmentOpinion.objects.owed().filter(institution__code="TAX")
    assert rows[0]["open"] == owed.count()


def test_the_county_shows_every_kind_of_meeting_and_question():
    assert set(LeadingGroupMeeting.objects.values_list("status", flat=True)) == {"planned", "closed"}
    assert DepartmentOpinion.objects.filter(challenges__outcome="").exists()
    states = set(Round.objects.order_by("opens_on").last().applications.values_list("status", flat=True))
    assert states >= set(Application.TABLE.states) - {"refused"}
