"""Wagtail's own CSV reports: a page named like a formula stays text."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from registry.parties.models import AccessEvent
from tests import builders

pytestmark = pytest.mark.django_db
NAMES = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "普通标题")


def whole_site():
    """An account that sees every page."""
    account = builders.user("pages")
    account.is_superuser = account.is_staff = True
    account.save()
    return account


@pytest.mark.parametrize("report", ["wagtailadmin_reports:site_history", "wagtailadmin_reports:aging_pages"])
def test_a_report_holds_no_live_formula(client, report):
    for name in NAMES:
        page = Page.objects.get(depth=2).add_child(
            instance=Page(title=name, last_published_at=timezone.now())
        )
        PageLogEntry.objects.log_action(page, "wagtail.publish", title=name)
    client.force_login(whole_site())
    answer = client.get(reverse(report), {"export": "csv"})
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert "'=HYPERLINK(1)" in cells and "普通标题" in cells
    assert AccessEvent.objects.filter(kind="export", user__username="pages").exists()
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
