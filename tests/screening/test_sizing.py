"""The size of an application: its own figures first, thresholds of the day of first reception (R13, domain §2)."""

from datetime import date
from decimal import Decimal

import pytest

from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.policy.models import SizeThreshold
from registry.screening import previewing
from registry.screening.sizing import declared_size
from tests import builders
from tests.stories import chapters

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 6)


def test_declared_figures_go_before_registered_ones():
    application = chapters.draft(builders.business())
    assert declared_size(application, DAY).size == "small"
    application.industry_code, application.employees, application.revenue = "34", 300, Decimal("20000000.00")
    assert declared_size(application, DAY).size == "medium"
    application.revenue = None
    found = declared_size(application, DAY)
    assert (found.size, found.label) == ("unknown", "无法划型")


def test_the_seed_has_the_sixteen_rows_of_the_standard():
    from registry.policy.sme_standard import ROWS

    seeded = {row.industry: row for row in SizeThreshold.objects.in_force(DAY).rows()}
    assert len(seeded) == 16
    for row in ROWS:
        kept = seeded[row.industry]
        assert (kept.employees, kept.revenue, kept.assets) == (row.employees, row.revenue, row.assets)
        assert (kept.codes, kept.fallback) == (row.codes, row.fallback)


def test_a_newer_standard_does_not_touch_what_was_received_before():
    application = chapters.submitted(builders.business(employees=30))
    row = SizeThreshold.objects.in_force(DAY).get(industry="工业")
    with acting(system_actor(), "测试"):
        row.in_force_to = date(2026, 5, 31)
        row.save()
        SizeThreshold(
            **{f.name: getattr(row, f.name) for f in row._meta.fields if f.name not in ("id", "version", "in_force_from", "in_force_to", "employees_small")},
            in_force_from=date(2026, 6, 1), employees_small=50,
        ).save()  # fmt: skip
    assert declared_size(application, date(2026, 6, 2)).size == "micro"
    assert declared_size(application, application.received_on).size == "small"


def test_an_individual_business_needs_no_size():
    chapters.round_of()
    shop = builders.business(builders.INDIVIDUAL_CODES[0], employees=None, revenue=None, assets=None)
    problems, remarks = previewing.preview(chapters.draft(shop), today=DAY)
    assert problems == [] and not any("划型" in told for told in remarks)


def test_the_preview_says_what_handing_in_would_refuse(client):
    from django.urls import reverse

    application = chapters.draft(builders.business(tax_grade="M"), consents_publication=False)
    problems, remarks = previewing.preview(application, today=DAY)
    assert any("没有同意公示" in told for told in problems)
    assert any("M级" in told for told in remarks) and any("划为小型" in told for told in remarks)
    client.force_login(builders.recommender())
    text = client.get(reverse("admin:screening_application_change", args=[application.pk])).content.decode()
    assert "提交前核对" in text and "没有同意公示" in text
    assert (
        "没有同意公示"
        in client.get(
            reverse("admin:screening_application_step", args=[application.pk, "submit"])
        ).content.decode()
    )
