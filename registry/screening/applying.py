"""Applying by oneself from the public page (R22): business, application and papers in one go."""

from django.db import transaction

from registry.ledger.actors import public_actor
from registry.ledger.errors import Refusal
from registry.parties.businesses import kind_by_code, register_business
from registry.parties.models import Business
from registry.policy.identifiers import clean

from .intake import CLAIMS, attach, draft_application, submit
from .models import Application

PARTICULARS = (
    "name", "operator_name", "operator_consent", "town", "address", "phone", "industry_code", "employees", "revenue",
    "assets", "figures_year", "tax_grade", "tax_grade_year", "tax_since", "established_on",
)  # fmt: skip


@transaction.atomic
def apply_by_self(data, files, *, today) -> Application:
    """Take in an application made by the business itself; `files` are (kind, name, bytes).

    Known particulars are never overwritten. The same again on the same round gives the first receipt (a double
    click). Raises Refusal with every reason; then nothing is kept.
    """
    actor = public_actor()
    business = _business(data, actor, today)
    again = _same(business, data, today)
    if again is not None:
        return again
    application = draft_application(
        business, channel=Application.Channel.SELF, contact_name=data["contact_name"],
        contact_phone=data["contact_phone"], actor=actor, today=today, **{name: bool(data.get(name)) for name in CLAIMS},
    )  # fmt: skip
    problems = []
    for kind, name, content in files:
        try:
            attach(application, kind=kind, name=name, content=content, actor=actor, today=today)
        except Refusal as refusal:
            problems += refusal.sentences
    if problems:
        raise Refusal(problems)
    submit(application, actor=actor, today=today)
    return application


def _business(data, actor, today):
    code = clean(data.get("uscc", ""))
    known = Business.objects.filter(uscc=code).first()
    if known is not None:
        return known
    given = {name: data[name] for name in PARTICULARS if data.get(name) not in (None, "")}
    business = Business(uscc=code, kind=kind_by_code(code) or Business.Kind.ENTERPRISE, **given)
    return register_business(business, actor=actor, today=today, reason="自行申报")


def _same(business, data, today):
    return Application.objects.filter(
        business=business, channel=Application.Channel.SELF, received_on=today,
        contact_name=data["contact_name"].strip(), status="submitted",
    ).first()  # fmt: skip
