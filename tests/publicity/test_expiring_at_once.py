"""Four runners wake at the same second: the papers leave once, the office is told once."""

import threading
from datetime import date

import pytest
from django.db import connection

from publicity import expiring
from publicity.duties import DUTIES
from registry.ledger.actors import system_actor
from registry.ledger.duties import run_duties
from registry.ledger.models import DutyFailure, Effect, Message
from registry.screening import concluding
from registry.screening.models import Attachment
from tests import builders
from tests.stories import chapters

LEAVES = date(2027, 6, 10)
DUTY = [duty for duty in DUTIES if duty.name == expiring.DUTY]


@pytest.fixture
def database(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.mark.usefixtures("database")
def test_four_runners_expire_once():
    application = chapters.in_screening(builders.business())
    chapters.answer_all(application, date(2026, 5, 9), "fail", "有欠税")
    concluding.fail_screening(application, actor=builders.clerk(), today=date(2026, 6, 10), reason="有欠税")
    wrong, start = [], threading.Barrier(4)

    def runner():
        start.wait()
        try:
            run_duties(DUTY, actor=system_actor(), on=LEAVES, since=LEAVES)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=runner) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and not DutyFailure.objects.exists()
    assert Effect.objects.filter(duty=expiring.DUTY).count() == 1
    assert Message.objects.filter(subject__startswith="材料已按期限删除").count() == 1
    paper = Attachment.objects.get(kind="credit_report")
    assert not paper.file and paper.expired_on == LEAVES
    assert Attachment.objects.get(kind="form").file
