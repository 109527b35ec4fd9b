"""A county as large as a bank's ledger asks for: businesses long recognised, one bank, its clerk. Written in sets."""

from datetime import date

from registry.history.acting import acting
from registry.history.writing import insert
from registry.ledger.actors import system_actor
from registry.policy.identifiers.uscc import check_digit, inner_digit

RECOGNISED = date(2023, 12, 31)
NOTES_EACH = 20


def codes(rows):
    """One valid credit code for every twenty notes."""
    for number in range(max(rows // NOTES_EACH, 1)):
        body = f"{number + 10_000_000:08d}"
        code = f"91150627{body}{inner_digit(body)}"
        yield code + check_digit(code)


def name_of(number):
    return f"伊金霍洛旗第{number}商贸有限公司"


def settle(rows):
    """Businesses for `rows` notes, recognised."""
    from registry.parties.models import Business, Qualification

    made = insert([
        Business(
            uscc=code, kind="enterprise", name=name_of(number), operator_name="张三", town="150627100",
            industry_code="C3484", employees=30, version=1,
        )
        for number, code in enumerate(codes(rows))
    ])  # fmt: skip
    insert([
        Qualification(business=one, batch="2023年下半年", recognised_on=RECOGNISED, status="qualified", version=1)
        for one in made
    ])  # fmt: skip


def bank_and_clerk(code):
    """A bank of its own for each measurement, and the person who uploads and confirms there."""
    from registry.parties.membership import grant
    from registry.parties.models import Institution, User

    with acting(system_actor(), "测速"):
        bank = Institution.objects.create(code=code, kind="bank", name=f"{code}银行")
    clerk = User(username=code.lower(), full_name="测速员")
    clerk.set_unusable_password()
    clerk.save()
    grant(clerk, bank, "bank_maker", actor=system_actor(), today=date(2026, 1, 1))
    return bank, User.objects.get(pk=clerk.pk)
