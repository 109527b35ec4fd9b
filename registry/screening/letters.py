"""未通过告知 (N4): the applicant learns the reasons and how to answer; the answer is recorded and replied to (R69)."""

from django.db import transaction

from registry.documents.issuing import OFFICE_NAME, issue
from registry.documents.models import IssuedDocument
from registry.history.acting import acting
from registry.ledger.doors import perform, register
from registry.ledger.errors import Refusal
from registry.parties.models import Institution
from registry.policy.calendars import current_calendar
from registry.policy.dates import written
from registry.policy.versions import policy_on

from .models import RefusalLetter
from .rules import REPLY_WORKDAYS

_Kind = IssuedDocument.Kind


def refuse_by_letter(application, stage, reasons, *, actor, today):
    """Issue the letter with number, reasons, way and last day to answer. Returns the RefusalLetter."""
    due = current_calendar().add_workdays(today, REPLY_WORKDAYS)
    what = RefusalLetter.Stage(stage).label
    paper = issue(
        _Kind.DECLINED, title=f"关于{application.round.batch}信用企业（户）申报未通过的告知", actor=actor, today=today,
        about=application, to=_to(application), addressee=str(application.business),
        body=_letter(application, what, reasons, due, today),
    )  # fmt: skip
    letter = RefusalLetter(
        application=application, document=paper, stage=stage, issued_on=today, reply_due_on=due
    )
    return register(letter, actor=actor, today=today, reason=f"{what}，告知申报人", clause="R69")


def _to(application):
    return [application.owner_code] if application.owner_code else []


def _letter(application, what, reasons, due, today):
    listed = [f"{n}. {reason.rstrip('。')}。" for n, reason in enumerate(reasons, start=1)]
    office = Institution.objects.filter(code="OFFICE").first()
    phone = f"，电话{office.phone}" if office and office.phone else ""
    return "\n".join(
        [
            f"你单位（户）于{written(application.received_on or today)}提交的申报（受理号{application.receipt_number}），"
            f"依据{policy_on(today).document_number}进行甄别审核，结果为：{what}。",
            "理由如下：",
            *listed,
            f"如有不同意见，可以自收到本告知之日起{REPLY_WORKDAYS}个工作日内（至{written(due)}），"
            f"向{OFFICE_NAME}书面提出陈述和申辩，并附相关材料{phone}。",
            "本告知只说明本次申报的结果，不影响你单位（户）在以后的申报时间再次申报。",
        ]
    )


@transaction.atomic
def record_appeal(letter, *, actor, today, appellant, appeal, appealed_on, reason=""):
    """Record what the applicant answered. One after the last day is kept as well, and said to be late."""
    problems = []
    if not letter.issued_on <= appealed_on <= today:
        problems.append(
            f"申辩日期{written(appealed_on)}应在告知日期{written(letter.issued_on)}至今天{written(today)}之间。请核对。"
        )
    if not appellant.strip() or not appeal.strip():
        problems.append("申辩人和申辩内容都要填写。请照录申辩材料。")
    if problems:
        raise Refusal(problems)
    late = "（超过申辩期限收到）" if appealed_on > letter.reply_due_on else ""
    change = perform(letter, "record_appeal", actor=actor, today=today, reason=f"{reason}{late}")
    letter.appealed_on, letter.appellant, letter.appeal = appealed_on, appellant.strip(), appeal.strip()
    with acting(actor, f"登记申辩{late}"):
        letter.save(update_fields=["appealed_on", "appellant", "appeal"])
    return change


@transaction.atomic
def uphold(letter, *, actor, today, reason, answer):
    """The conclusion stands; the applicant is answered by letter. Returns the StatusChange."""
    change = perform(letter, "uphold", actor=actor, today=today, reason=reason)
    _answer(letter, f"经复核，维持原结论。{answer.strip()}", actor, today)
    return change


@transaction.atomic
def reopen(letter, *, actor, today, reason, answer):
    """The applicant was right: the application goes back to screening. Returns the StatusChange."""
    from .concluding import reopen_screening

    change = perform(letter, "reopen", actor=actor, today=today, reason=reason)
    reopen_screening(letter.application, actor=actor, today=today, reason=reason, because=change)
    _answer(letter, f"经复核，原结论予以纠正，重新甄别。{answer.strip()}", actor, today)
    return change


def _answer(letter, text, actor, today):
    application = letter.application
    paper = issue(
        _Kind.REPLY, title=f"关于{application.business}申辩的答复", actor=actor, today=today, about=letter,
        to=_to(application), addressee=letter.appellant, body=text,
    )  # fmt: skip
    letter.answered_on, letter.answer, letter.answer_document = today, text, paper
    with acting(actor, "答复申辩"):
        letter.save(update_fields=["answered_on", "answer", "answer_document"])
