"""What waits for whom in the policy room."""

from datetime import date

import pytest

from registry.policy.inbox import items
from registry.policy.versions import draft_after, policy_on, propose_version
from tests.builders import auditor, clerk, head

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 6)


def labels(user, today):
    return {item["label"]: (item["count"], item["urgency"]) for item in items(user, today) if item["count"]}


def test_a_proposal_waits_for_the_other_person_only():
    record = draft_after(
        policy_on(MAY), document_number="伊政办发〔2026〕9号", in_force_from=date(2027, 1, 1)
    )
    propose_version(record, actor=clerk(), today=MAY)
    assert labels(head(), MAY)["待批准的政策版本"] == (1, "soon")
    assert "待批准的政策版本" not in labels(clerk(), MAY)
    propose_version(record, actor=head(), today=MAY)
    assert "待批准的政策版本" not in labels(head(), MAY)


@pytest.mark.parametrize(
    ("today", "urgency"),
    [(date(2026, 10, 31), None), (date(2026, 11, 1), "soon"), (date(2026, 12, 1), "now")],
)
def test_the_coming_year_is_asked_for_from_november_on(today, urgency):
    waiting = labels(clerk(), today)
    assert waiting.get("请导入2027年节假日安排", (1, None))[1] == urgency


def test_an_old_lpr_waits_with_its_age():
    assert any("529天" in label for label in labels(clerk(), date(2026, 10, 31)))


def test_nothing_waits_for_who_may_not_act():
    assert items(auditor(), date(2026, 12, 1)) == []
