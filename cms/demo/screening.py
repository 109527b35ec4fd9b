"""Applications of the demonstration county, through the verbs of screening, on the days they would happen."""

from datetime import timedelta

from registry.parties.businesses import register_business
from registry.parties.models import Business, Institution
from registry.parties.places import PLACES
from registry.policy.rules import next_season
from registry.policy.versions import terms_on
from registry.screening import (
    answering,
    asking,
    challenging,
    concluding,
    coordination,
    deciding,
    intake,
    letters,
    links,
    meetings,
    rounds,
    supplements,
)
from registry.screening.models import RefusalLetter, Round

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
        address=f"{PLACES[someone.town]}文明街{int(someone.phone[-4:])}号", phone=someone.phone, industry_code=someone.trade, employees=someone.employees,
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


GROUP = (
    ("王建国", "旗人民政府副旗长"), ("额尔敦", "旗金融服务中心主任"), ("李明", "旗财政局局长"),
    ("赵海", "旗发展和改革委员会主任"), ("包小红", "旗市场监督管理局局长"),
)  # fmt: skip


def meetings_and_questions(someone, season, today):
    """A meeting in preparation and one closed, a challenged opinion, an appeal, a coordination meeting, a link."""
    office = person("office")
    planned = _meeting("领导小组第二次审核会议", meetings.ready_applications()[:2], today, today)
    meetings.record_vote(
        planned.items.first(), actor=office, today=today, mode="acclamation", reason="材料齐全，同意"
    )
    questioned = answered(someone[0], season)
    opinion = questioned.opinions.get(institution__code="PBOC")
    challenging.challenge(
        opinion, actor=office, today=today, reason="请核对查询的是否为本企业，名称与他企业相近。"
    )
    done = _meeting(
        "领导小组第一次审核会议", [screened(someone[1], season)], today - timedelta(days=2), today
    )
    chair = done.members.first()
    meetings.record_vote(
        done.items.first(), actor=office, today=today, mode="vote", votes_for=3, votes_against=1,
        recused=[chair], recusal_reason="与该企业法定代表人系亲属",
    )  # fmt: skip
    meetings.close_meeting(
        done, actor=person("leader"), today=today, minutes_number=f"伊金融组纪〔{today.year}〕12号"
    )
    _appeal(today)
    _coordination(today)
    links.issue_link(
        Institution.objects.get(code="FEDERATION"), mail_domain="example.org", expires_on=today + timedelta(days=30),
        address_of=lambda token: f"/opinion/{token}/", actor=office, today=today,
    )  # fmt: skip


def _meeting(title, applications, day, today):
    office = person("office")
    made = meetings.plan_meeting(
        title=title, met_on=day, place="政府三楼会议室", chair="王建国", members=GROUP, applications=list(applications),
        actor=office, today=today,
    )  # fmt: skip
    meetings.take_attendance(made, actor=office, today=today, present=list(made.members.all()))
    return made


def _appeal(today):
    letter = RefusalLetter.objects.filter(stage="leading").first()
    letters.record_appeal(
        letter, actor=person("office"), today=today, appellant="企业法定代表人", appealed_on=letter.reply_due_on,
        appeal="本企业近三年经营稳定，现补交审计报告，请予复核。",
    )  # fmt: skip


def _coordination(today):
    office, bodies = person("office"), Institution.objects.filter(joins_screening=True)
    day = today - timedelta(days=40)
    meeting = coordination.hold_meeting(
        title="“信保贷”工作协商议事会议", held_on=day, place="旗金融服务中心", attendees=list(bodies), actor=office, today=day,
        minutes="一、通报本轮甄别进展。二、研究部门意见按期答复事宜。三、研究涉诉信息查询口径。",
    )  # fmt: skip
    for code, text, due in (
        ("TAX", "提供纳税信用级别的批量查询方式", today - timedelta(days=5)),
        ("COURT", "明确涉诉查询的口径和联系人", today + timedelta(days=10)),
    ):
        owner = Institution.objects.get(code=code)
        coordination.add_task(meeting, actor=office, today=day, text=text, owner=owner, due_on=due)
