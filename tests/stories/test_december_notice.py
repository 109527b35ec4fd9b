"""A notice in December across a year whose calendar is missing never closes by itself (R29, A10)."""

from datetime import date

import pytest

from cms.duties import bring_to
from tests import builders

from . import chapters

pytestmark = pytest.mark.django_db


def test_a_window_that_touches_a_missing_year_is_provisional_and_waits():
    notice = chapters.notice_of([builders.business()], date(2026, 12, 8), opened_on=date(2026, 12, 24))
    assert notice.provisional and notice.ends_on.year == 2027
    report = bring_to(date(2027, 2, 10))
    notice.refresh_from_db()
    assert notice.status == "open" and notice.entries.get().status == "in_publicity"
    assert notice.is_open(date(2027, 2, 10))
    assert any("2027" in line["reason"] for line in report.held)
