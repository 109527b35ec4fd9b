"""Handing a draft in, and ten minutes in which the applicant may change or take it back alone (domain §6.4)."""

from datetime import timedelta

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.actors import public_actor
from registry.ledger.errors import Refusal
from registry.ledger.models import StatusChange
from registry.parties.businesses import identity_problems, register_business
from registry.parties.models import Business

from .. import intake
from ..consents import CONSENTS, VERSION
from ..handling import hold
from ..models import Application, ApplicationDraft
from ..sizing import declared_size
from .answers import FIGURES, PARTICULARS, answers_of, business_of, kind_of_answers
from .judging import judge, knows_the_business
from .keeping import must_be_live
from .papers import check_paper, content_of, missing_papers

RETHINK = timedelta(minutes=10)
_TOO_LATE = "提交后10分钟内可以自己修改或者撤回，现在已经过了时间，或者办公室已经开始办理。需要更改的，请联系旗金融服务中心。"
_DOUBT = "（系统提示：所填经营者姓名、电话与登记的不一致，请先核实申报人身份。）"


@transaction.atomic
def hand_in(draft, *, today) -> Application:
    """Make the draft an application: business (when new), papers, submission, all or nothing. Twice gives the first.

    Raises Refusal with every reason; then nothing is kept but the draft.
    """
    draft.refresh_from_db(from_queryset=ApplicationDraft.objects.select_for_update())
    if draft.application_id:
        return draft.application
    must_be_live(draft, today)
    answers = answers_of(draft)
    _refuse(_problems(draft, answers, today))
    actor, known = public_actor(), business_of(answers)
    business = known or register_business(_new(answers), actor=actor, today=today, reason="自行申报")
    application = intake.draft_application(
        business, channel=Application.Channel.SELF, contact_name=answers["contact_name"],
        contact_phone=answers["contact_phone"], actor=actor, today=today, declared=_declared(answers, known),
        **_claims(answers),
    )  # fmt: skip
    _attach(draft, application, actor, today)
    intake.submit(application, actor=actor, today=today)
    draft.application = application
    draft.answers = draft.answers | {"entered_by_draft": known is None}
    draft.save(update_fields=["application", "answers"])
    return application


def _problems(draft, answers, today):
    problems = judge(answers, today=today, own=draft.application).problems
    problems += [
        f"没有同意“{consent.title}”，不能提交。请阅读后勾选。"
        for consent in CONSENTS
        if consent.required and not answers.get(consent.name)
    ]
    problems += missing_papers(draft)
    return problems


def _refuse(problems):
    if problems:
        raise Refusal(list(dict.fromkeys(problems)))


def _new(answers):
    given = {name: answers[name] for name in (*PARTICULARS, *FIGURES) if answers.get(name) not in (None, "")}
    return Business(
        uscc=answers["uscc"], kind=kind_of_answers(answers), operator_consent=bool(answers.get("consents_operator_name")),
        **given,
    )  # fmt: skip


def _declared(answers, known):
    note = answers.get("particulars_note") or ""
    if known is not None and not knows_the_business(known, answers):
        told = f"所填经营者姓名：{answers.get('operator_name', '')}。"
        note = "".join((note, told, _DOUBT))
    marks = {name: answers.get(name) or "" for name in ("operator_key", "operator_masked")}
    return (
        {name: answers.get(name) for name in FIGURES}
        | marks
        | {"particulars_note": note, "consents_version": VERSION}
    )


def _claims(answers):
    return {name: bool(answers.get(name)) for name in intake.CLAIMS}


def _attach(draft, application, actor, today):
    """Papers of the draft become attachments; those taken out of the draft meanwhile are marked replaced."""
    kept, problems = [], []
    for paper in draft.papers.all():
        try:
            check_paper(paper)
            made = intake.attach(
                application,
                kind=paper.kind,
                name=paper.original_name,
                content=content_of(paper),
                actor=actor,
                today=today,
            )
            kept.append(made.pk)
        except Refusal as refusal:
            problems += refusal.sentences
    _refuse(problems)
    kinds = set(application.attachments.values_list("kind", flat=True))
    intake.replace_others(application, kinds=kinds, kept=kept, actor=actor, today=today)


def until(application):
    """The moment up to which the applicant may change or take back alone; None when it was never handed in."""
    change = StatusChange.objects.of(application).filter(move="submit").last()
    return change.recorded_at + RETHINK if change else None


def may_still_change(application, *, moment) -> bool:
    """Self-made, untouched by the office, and within ten minutes of the recorded submission."""
    last = until(application)
    own = application.channel == Application.Channel.SELF and application.status == "submitted"
    return own and last is not None and moment <= last


@transaction.atomic
def amend(draft, *, today, moment) -> Application:
    """Put the changed answers and papers in the place of those handed in. Raises Refusal, also when it is too late."""
    draft.refresh_from_db(from_queryset=ApplicationDraft.objects.select_for_update())
    application = hold(draft.application)
    if not may_still_change(application, moment=moment):
        raise Refusal(_TOO_LATE)
    answers = answers_of(draft)
    _refuse(_problems(draft, answers, application.received_on))
    actor = public_actor()
    if answers.get("entered_by_draft"):
        _correct_business(application.business, answers, actor)
    known = None if answers.get("entered_by_draft") else application.business
    _attach(draft, application, actor, today)
    changed = _declared(answers, known) | _claims(answers)
    changed |= {name: answers[name].strip() for name in ("contact_name", "contact_phone")}
    return _rewrite(application, changed, actor)


def _correct_business(business, answers, actor):
    """A business this very application entered: nobody has relied on it yet."""
    for name in (*PARTICULARS, *FIGURES):
        empty = None if business._meta.get_field(name).null else ""
        setattr(business, name, empty if answers.get(name) in (None, "") else answers[name])
    business.operator_consent = bool(answers.get("consents_operator_name"))
    _refuse(identity_problems(business))
    with acting(actor, "申报人十分钟内修改"):
        business.save()


def _rewrite(application, changed, actor):
    for name, value in changed.items():
        field = application._meta.get_field(name)
        setattr(application, name, value if value is not None or field.null else "")
    size = declared_size(application, application.received_on)
    application.size_class, application.size_reason = size.size, "".join(r.text for r in size.reasons)[:2000]
    with acting(actor, "申报人十分钟内修改"):
        application.save()
    return application


@transaction.atomic
def take_back(application, *, today, moment, reason="申报人十分钟内自行撤回"):
    """The applicant withdraws alone, within ten minutes. Returns the StatusChange. Raises Refusal when too late."""
    hold(application)
    if not may_still_change(application, moment=moment):
        raise Refusal(_TOO_LATE)
    return intake.withdraw(application, actor=public_actor(), today=today, reason=reason)
