"""The number of queries does not grow with the number of notes."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.reports.sections import PAGES
from tests import builders

from .scenes import row, section, told

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


def asked(slug, known):
    user = builders.clerk()
    with CaptureQueriesContext(connection) as seen:
        section(slug, DAY, known, user)
    return len(seen)


@pytest.mark.parametrize("known", [None, DAY])
@pytest.mark.parametrize("slug", [page.slug for page in PAGES])
def test_ten_times_the_notes_as_many_queries(slug, known):
    firms = [builders.qualified(code) for code in builders.ENTERPRISE_CODES]
    told(DAY, [row(f"A{n}", firms[n % 2], as_of=DAY, balance=Decimal(900)) for n in range(2)])
    few = asked(slug, known)
    told(DAY, [row(f"B{n}", firms[n % 2], as_of=DAY, unpaid_since=date(2026, 6, 1)) for n in range(20)])
    assert asked(slug, known) == few
