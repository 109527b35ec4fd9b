"""The policy in the admin: who sees it, how a version is proposed and approved, that an approved one is fixed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from registry.policy.models import AdmissionCondition, PolicyVersion
from registry.policy.versions import draft_after, policy_on, propose_version
from tests.builders import auditor, clerk, head, recommender

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 6)
MODELS = [
    "policyversion",
    "referencerate",
    "sizethreshold",
    "admissioncondition",
    "calendaryear",
    "calendarday",
]


@pytest.fixture(autouse=True)
def on_the_sixth_of_may():
    with time_machine.travel(datetime(2026, 5, 6, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        yield


def address(name, *args):
    return reverse(f"admin:policy_{name}", args=args)


def proposal(actor=None):
    record = draft_after(
        policy_on(TODAY), document_number="伊政办发〔2026〕9号", in_force_from=date(2027, 1, 1)
    )
    return propose_version(record, actor=actor or clerk(), today=TODAY)


def filled(client, **changes):
    """What the form for a new version offers, as a browser would send it back."""
    form = client.get(address("policyversion_add")).context["adminform"].form
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: "" if value is None else value for name, value in data.items()}
    data = {name: value for name, value in data.items() if value is not False}
    return (
        data
        | {"document_number": "伊政办发〔2026〕9号", "in_force_from": "2027-01-01", "change_reason": "新文件"}
        | changes
    )


@pytest.mark.parametrize("model", MODELS)
def test_the_auditor_reads_every_register_and_changes_none(client, model):
    client.force_login(auditor())
    page = client.get(address(f"{model}_changelist"))
    assert page.status_code == 200
    row = page.context["cl"].queryset.first()
    assert client.get(address(f"{model}_change", row.pk)).status_code == 200
    assert client.post(address(f"{model}_change", row.pk), {}).status_code == 403
    assert client.get(address(f"{model}_add")).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_whoever_has_no_right_sees_no_register(client, model):
    client.force_login(recommender())
    assert client.get(address(f"{model}_changelist")).status_code == 403


def test_a_new_version_starts_from_the_numbers_in_force_and_is_a_proposal(client):
    client.force_login(clerk())
    answer = client.post(address("policyversion_add"), filled(client, fee_cap="0.80"))
    assert answer.status_code == 302
    made = PolicyVersion.objects.get(document_number="伊政办发〔2026〕9号")
    assert (str(made.fee_cap), made.cap_enterprise, made.proposed_by, made.approved_on) == (
        "0.800",
        policy_on(TODAY).cap_enterprise,
        clerk(),
        None,
    )
    assert made.history.get().history_change_reason == "新文件"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"in_force_from": "2026-05-05"}, "政策版本不得追溯"),
        ({"guarantor_share": "80"}, "合计应为百分之百"),
    ],
)
def test_a_wrong_proposal_keeps_the_form_and_says_why(client, changes, told):
    client.force_login(clerk())
    page = client.post(address("policyversion_add"), filled(client, **changes))
    assert page.status_code == 200
    assert told in page.content.decode()
    assert PolicyVersion.objects.count() == 1


def test_a_proposal_without_a_reason_is_not_kept(client):
    client.force_login(clerk())
    page = client.post(address("policyversion_add"), filled(client, change_reason=""))
    assert list(page.context["adminform"].form.errors) == ["change_reason"]
    assert PolicyVersion.objects.count() == 1


def test_the_second_person_approves_by_a_step_that_shows_what_will_happen(client):
    record = proposal()
    client.force_login(head())
    step = address("policyversion_step", record.pk, "approve")
    assert step in client.get(address("policyversion_change", record.pk)).content.decode()
    assert "2027年1月1日" in client.get(step).content.decode()
    version = PolicyVersion.objects.get(pk=record.pk).version
    assert client.post(step, {"reason": "常务会议通过", "expected_version": version}).status_code == 302
    assert policy_on(date(2027, 1, 1)).pk == record.pk


def test_the_proposer_is_not_offered_the_step_and_is_refused_when_trying(client):
    record = proposal(head())
    client.force_login(head())
    step = address("policyversion_step", record.pk, "approve")
    assert step not in client.get(address("policyversion_change", record.pk)).content.decode()
    page = client.post(step, {"reason": "同意", "expected_version": record.version})
    assert "提出人不能批准自己提出的政策版本" in page.content.decode()
    assert PolicyVersion.objects.get(pk=record.pk).approved_on is None


def test_an_approved_version_cannot_be_edited(client):
    client.force_login(head())
    founding = policy_on(TODAY)
    assert client.get(address("policyversion_change", founding.pk)).status_code == 200
    assert client.post(address("policyversion_change", founding.pk), {"fee_cap": "9"}).status_code == 403


def test_conditions_show_the_institutions_by_name(client):
    client.force_login(auditor())
    assert "旗税务局" in client.get(address("admissioncondition_changelist")).content.decode()
    grade = AdmissionCondition.objects.get(code="R20")
    assert "旗税务局" in client.get(address("admissioncondition_change", grade.pk)).content.decode()
