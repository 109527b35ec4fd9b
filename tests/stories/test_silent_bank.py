"""The story of two banks and their duty to report: one in time, one silent, reminded, late, and a loan nobody spoke of."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cms.duties import bring_to
from cms.inbox import inbox_for
from registry.lending.models import MovedNote, ReportingPeriod, SilentMaturity
from registry.parties.models import Qualification
from tests import builders
from tests.lending.returns.scenes import booked, maturing, period, repaid, told

pytestmark = pytest.mark.django_db


def at(day):
    """The timers have run until this day, and it is noon."""
    bring_to(day, since=day)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    return time_machine.travel(noon, tick=False)


def desk(person):
    return {item["label"]: item["count"] for item in inbox_for(person)}


def test_from_the_first_reminder_to_a_nil_return_given_late(client):
    maker, other, clerk = builders.bank_maker(), builders.bank_maker("ZGYH"), builders.clerk()
    bring_to(date(2026, 5, 6))
    booked(date(2026, 5, 20))
    with at(date(2026, 6, 7)):
        assert period().status == "received" and "待报送2026年5月贷款台账" not in desk(maker)
        assert desk(other)["待报送2026年5月贷款台账"] == 1
        assert told("returns.remind", "ZGYH") == [date(2026, 6, 7)]
    with at(date(2026, 6, 11)):
        assert desk(clerk)["银行过期未报送的报送期"] == 1
        page = f"/admin/lending/reportingperiod/{period(bank='ZGYH').pk}/"
        client.force_login(other)
        assert "补作零报告" in client.get(f"{page}change/").content.decode()
        asked = client.get(f"{page}do/declare_nil_late/").content.decode()
        assert "2026年5月没有新发放、没有收回贷款" in asked and "登记中没有在保借据" in asked
        assert client.post(f"{page}do/declare_nil_late/", {"reason": ""}).status_code == 302
        found = period(bank="ZGYH")
        assert (found.status, found.days_late) == ("belated", 1)
        assert "银行过期未报送的报送期" not in desk(clerk)


def test_from_a_silent_maturity_to_its_answer(client):
    maker, other, clerk = builders.bank_maker(), builders.bank_maker("ZGYH"), builders.clerk()
    maturing(date(2026, 5, 20))
    with at(date(2026, 7, 1)):
        silent = SilentMaturity.objects.get()
        assert silent.flagged_on == date(2026, 7, 1)
        assert desk(maker)["到期后银行没有报送的借据"] == desk(clerk)["到期后银行没有报送的借据"] == 1
        assert "到期后银行没有报送的借据" not in desk(other)
        client.force_login(other)
        assert client.get(f"/admin/lending/silentmaturity/{silent.pk}/change/").status_code == 404
        june = ReportingPeriod.objects.get(bank__code="NSH", starts_on=date(2026, 6, 1))
        client.force_login(maker)
        refused = client.post(f"/admin/lending/reportingperiod/{june.pk}/do/declare_nil/", {"reason": ""})
        assert "JJ001已于2026年6月30日到期" in refused.content.decode()
    with at(date(2026, 7, 2)):
        repaid(date(2026, 7, 2), as_of=date(2026, 6, 30), source="upload:2")
        silent.refresh_from_db()
        june.refresh_from_db()
        assert (silent.status, june.status) == ("repaid", "received")
        client.force_login(clerk)
        answer = client.get("/admin/lending/reportingperiod/").content.decode()
        assert "各行报送情况" in answer and "NSH机构" in answer and "ZGYH机构" in answer
    assert Qualification.objects.get().status == "qualified" and not MovedNote.objects.exists()


def test_a_bank_reads_its_own_line_and_no_other_banks_name(client):
    maker, _ = builders.bank_maker(), builders.institution("ZGYH")
    booked(date(2026, 5, 20))
    with at(date(2026, 5, 20)):
        client.force_login(maker)
        page = client.get("/admin/lending/reportingperiod/").content.decode()
        results = page.split("各行报送情况", 1)[1].split("</table>", 1)[0]
        assert "NSH机构" in results and "ZGYH机构" not in results
