"""The steps stories are made of: each one sentence of the policy, through the same verbs as the doors."""

from datetime import date

from publicity import drafting, opening
from registry.lending.booking import book_rows
from registry.lending.rows import LedgerRow
from registry.screening import answering, asking, concluding, deciding, intake, rounds
from tests import builders
from tests.support.remembering import remembered

PDF = b"%PDF-1.4 test"
CONTACT = "旗金融服务中心，电话0477-8960000，阿勒腾席热镇"


@remembered
def round_of(year=2026, month=5):
    from registry.screening.models import Round

    found = Round.objects.filter(year=year, month=month).first()
    return found or rounds.open_round(year, month, actor=builders.clerk(), today=date(year, month, 1))


@remembered
def draft(business, today=date(2026, 5, 6), **given):
    """A recommended draft with both mandatory papers."""
    round_of(today.year, today.month)
    town = builders.recommender()
    fields = {
        "channel": "recommended", "recommender": builders.institution("ALTXR"), "contact_name": "张三",
        "contact_phone": "13900000000", "registered_here": True, "taxed_here": True, "has_premises": True,
        "consents_publication": True, "consents_credit_query": True,
    } | given  # fmt: skip
    application = intake.draft_application(business, actor=town, today=today, **fields)
    for kind in ("credit_report", "form"):
        intake.attach(
            application, kind=kind, name=f"{kind}.pdf", content=PDF + kind.encode(), actor=town, today=today
        )
    return application


@remembered
def submitted(business, today=date(2026, 5, 6), **given):
    application = draft(business, today, **given)
    intake.submit(application, actor=builders.recommender(), today=today)
    return application


@remembered
def in_screening(business, today=date(2026, 5, 8)):
    application = submitted(business, today)
    asking.start_screening(application, actor=builders.clerk(), today=today)
    return application


@remembered
def answer_all(application, today, answer="pass", reason=""):
    for opinion in application.opinions.filter(answer=""):
        code = opinion.institution.code
        person = builders.user(f"reviewer-{code}".lower(), "reviewer", code)
        answering.give_opinion(opinion, actor=person, today=today, answer=answer, reason=reason)


@remembered
def approved(business, today=date(2026, 5, 8)):
    """Screened and decided by the leading group on the same day."""
    application = in_screening(business, today)
    answer_all(application, today)
    concluding.pass_screening(application, actor=builders.clerk(), today=today)
    deciding.approve(
        application, actor=builders.leader(), today=today, minutes_number="〔2026〕5号", met_on=today
    )
    return application


@remembered
def notice_of(businesses, today=date(2026, 5, 8), opened_on=None):
    """A published notice of these businesses."""
    applications = [approved(business, today) for business in businesses]
    notice = drafting.draft_notice(applications, contact=CONTACT, actor=builders.clerk(), today=today)
    return opening.open_notice(notice, actor=builders.head(), today=opened_on or today)


def ledger_row(business, **given):
    """One row of a bank's ledger about this business."""
    fields = {
        "note_no": "JJ001", "contract_no": "HT001", "uscc": business.uscc, "loan_amount": builders.Decimal("1000000.00"),
        "balance": builders.Decimal("1000000.00"), "start": date(2026, 6, 1), "due": date(2027, 6, 1),
        "rate": builders.Decimal("4.1"), "fee_rate": builders.Decimal("0.5"), "as_of": date(2026, 6, 30),
    } | given  # fmt: skip
    return LedgerRow(**fields)


@remembered
def book(business, today, **given):
    """Book one row as bank NSH by the system's hand. Returns what was judged."""
    bank = builders.institution("NSH")
    rows = [ledger_row(business, as_of=given.pop("as_of", today), **given)]
    return book_rows(
        rows, bank=bank, actor=builders.bank_maker(), today=today, source="upload:1", partial=True
    )[0]
