"""ACC-2: no answer of any kind shows another institution's word, and nothing of another's is changed. CRAWL_REQUESTS a role."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.support.template import COUNTY_DAY

from .canaries import Crawler, fingerprints, plant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NOON = datetime.fromisoformat(f"{COUNTY_DAY}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
REQUESTS = int(os.environ.get("CRAWL_REQUESTS", "150"))
SEED = os.environ.get("CRAWL_SEED", "20261120")
BATCH = 500


@pytest.mark.parametrize(
    "account", ["bank", "checker", "town", "reviewer", "legal", "leader", "guarantor", "editor", "admin", ""]
)
def test_a_random_walk_meets_no_word_of_another_institution(client, account):
    with time_machine.travel(NOON, tick=False):
        crawler = Crawler(client, account, plant(), SEED)
        assert len(crawler.foreign) > 100 or account in ("legal", "leader", "guarantor")
        before, wrong = fingerprints(account), []
        for start in range(0, REQUESTS, BATCH):
            wrong += crawler.walk(min(BATCH, REQUESTS - start))
            assert fingerprints(account) == before, "another institution's row was changed"
    assert not wrong, "\n".join(map(str, wrong[:20]))
    assert (
        crawler.refused < crawler.asked or account == "editor"
    )  # whose doors are the pages, not the registers
