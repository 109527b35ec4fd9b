"""Applications of the demonstration county, through the verbs of screening, on the days they would happen."""

from datetime import timedelta

from registry.parties.businesses import register_business
from registry.parties.models import Business, Institution
from registry.policy.rules import next_season
from registry.policy.versions import terms_on
from registry.screening import answering, asking, concluding, deciding, intake, rounds, supplements
from registry.screening.models import Round

from .accounts import person, reviewer_of

CLAIMS = dict.fromkeys(intake.CLAIMS, True)
PAPER = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n"


def finished_seasons(today, count=2):
    """The last `count` application months that ended at least 60 days before `today`, oldest first."""
    terms, found, day = terms_on(today), [], today.replace(year=today.year - 3)
    while (season := next_season(day, terms)).last + timedelta(days=60) <= today:
        found.append(season)
        day = season.last + timedelta(days=1)
    return found[-count:]


def open_season(season):
    year, month = season.first.year, season.first.month
    there = Round.objects.filter(year=year, month=month).first()
    due = season.last + timedelta(days=20)
    return there or rounds.open_round(
        year, month, actor=person("office"), today=season.first, opinions_due_on=due
    )


def register(someone, today):
    """The invented business as a row of the register."""
    business = Business(
        uscc=someone.uscc, kind=someone.kind, name=someone.name, operator_name=someone.operator, town=someone.town,
        address="阿勒腾席热镇文明街", phone=someone.phone, industry_code=someone.trade, employees=someone.employees,
        revenue=someone.revenue, assets=someone.assets, figures_year=today.year - 1, tax_grade=someone.tax_grade,
        created_for=Institution.objects.get(code="ALTXR"),
    )  # fmt: skip
    return register_business(business, actor=person("town"), today=today, reason="推荐申报")


def draft(someone, today):
    business, town = register(someone, today), person("town")
    return intake.draft_application(
        business, channel="recommended", recommender=Institution.objects.get(code="ALTXR"), contact_name=someone.operator,
        contact_phone=someone.phone, actor=town, today=today, **CLAIMS,
    )  # fmt: skip


def submitted(someone, today):
    application, town = draft(someone, today), person("town")
    for kind in ("credit_report", "form"):
        content = PAPER + f"{application.receipt_number} {kind}".encode()
        intake.attach(application, kind=kind, name=f"{kind}.pdf", content=content, actor=town, today=today)
    intake.submit(application, actor=town, today=today)
    return application


def screening(someone, season):
    application = submitted(someone, season.first + timedelta(days=int(someone.phone[-2:]) % 27))
    asking.start_screening(application, actor=person("office"), today=season.last + timedelta(days=3))
    return application


def answered(someone, season, *, refusing=""):
    """All bodies have answered; the one named in `refusing` with 不通过."""
    application, today = screening(someone, season), season.last + timedelta(days=10)
    for opinion in application.opinions.select_related("institution", "condition", "application"):
        code = opinion.institution.code
        said = (
            {"answer": "fail", "reason": "近一年有不良记录，详见查询凭据。"}
            if code == refusing
            else {"answer": "pass"}
        )
        answering.give_opinion(
            opinion, actor=reviewer_of(code), today=today, reference=f"{code}-{application.pk}", **said
        )
    return application


def screened(someone, season):
    application = answered(someone, season)
    concluding.pass_screening(application, actor=person("office"), today=season.last + timedelta(days=14))
    return application


def approved(someone, season):
    application, today = screened(someone, season), season.last + timedelta(days=18)
    number = f"伊金融组纪〔{today.year}〕{today.month}号"
    deciding.approve(application, actor=person("leader"), today=today, minutes_number=number, met_on=today)
    return application


def every_other_state(people, season):
    """One or two applications in each state before and beside the notice."""
    late = season.last + timedelta(days=14)
    draft(people[0], season.last)
    for someone in people[1:4]:
        submitted(someone, season.last)
    supplements.ask_supplement(
        submitted(people[4], season.last), actor=person("office"), today=late, reason="征信报告不清晰，请重新扫描",
        due_on=late + timedelta(days=10), items=["credit_report"],
    )  # fmt: skip
    for someone in people[5:9]:
        screening(someone, season)
    for someone in people[9:11]:
        screened(someone, season)
    for someone in people[11:13]:
        rejected = answered(someone, season, refusing="PBOC")
        concluding.fail_screening(rejected, actor=person("office"), today=late, reason="人民银行意见为不通过")
    declined = screened(people[13], season)
    deciding.decline(
        declined, actor=person("leader"), today=late + timedelta(days=4), reason="经营情况有待观察",
        minutes_number="伊金融组纪〔2026〕8号", met_on=late + timedelta(days=4),
    )  # fmt: skip
    intake.withdraw(
        submitted(people[14], season.last), actor=person("town"), today=late, reason="企业自愿撤回"
    )
    approved(people[15], season)
