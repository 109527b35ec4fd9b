"""Taking an application in: filled in, papers attached, submitted, sent back and withdrawn (R22–R24)."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from registry.documents.issuing import next_number
from registry.history.acting import acting
from registry.history.walls import lifted
from registry.ledger.actors import is_public
from registry.ledger.doors import perform, register, require
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.policy.dates import written
from registry.policy.identifiers import check_personal_phone

from .acceptance import acceptance_problems
from .files import extension, file_problems, safe_name
from .handling import handles, hold, is_office, must_handle, ready
from .models import Application, Attachment, Round
from .rounds import round_for
from .sizing import declared_size

CLAIMS = (
    "registered_here", "taxed_here", "has_premises", "consents_publication", "consents_operator_name",
    "consents_credit_query",
)  # fmt: skip
DECLARED = (
    "industry_code", "employees", "revenue", "assets", "figures_year", "tax_grade", "tax_grade_year", "tax_since",
    "operator_key", "operator_masked", "particulars_note", "consents_version",
)  # fmt: skip


@transaction.atomic
def draft_application(
    business, *, channel, contact_name, contact_phone, actor, today, reason="", recommender=None, round=None,
    outside_window_reason="", declared=None, **claims,
):  # fmt: skip
    """Fill in an application for the round open today (or `round`, with a written reason outside its window).

    `claims` are the declarations named in CLAIMS, `declared` figures and marks named in DECLARED (money in 元). Returns the draft with its receipt number.
    Raises NotAllowed and Refusal with every reason; the same business twice in one round gets the first back refused.
    """
    chosen = round or round_for(today) or _latest_round(outside_window_reason)
    problems = list(
        _draft_problems(business, chosen, channel, recommender, contact_name, contact_phone, today)
    )
    if problems:
        raise Refusal(problems)
    application = Application(
        round=chosen, business=business, channel=channel, recommender=recommender, contact_name=contact_name.strip(),
        contact_phone=check_personal_phone(contact_phone).code, receipt_number=_receipt(chosen),
        outside_window_reason=outside_window_reason.strip(), **{name: claims.pop(name, False) for name in CLAIMS},
        **{name: value for name, value in (declared or {}).items() if value is not None and name in DECLARED},
    )  # fmt: skip
    assert not claims, claims
    if not is_public(actor):
        require(actor, "screening.add_application", "填报申报")
        must_handle(application, actor, "填报申报")
        _must_override(actor, outside_window_reason)
    return register(application, actor=actor, today=today, reason=reason, clause="R22")


def _latest_round(outside_window_reason):
    return Round.objects.order_by("-opens_on").first() if outside_window_reason.strip() else None


def _receipt(chosen):
    month = f"{chosen.year}{chosen.month:02d}"
    return f"SB{month}-{next_number(f'sb{month}', chosen.year):04d}"


def _must_override(actor, outside_window_reason):
    if outside_window_reason.strip():
        require(actor, "screening.override_window", "窗口外受理申报")


def _draft_problems(business, chosen, channel, recommender, contact_name, contact_phone, today):
    if chosen is None:
        yield f"{written(today)}没有开放的申报轮次。推荐申报时间为每年5月份、12月份；确需提前或延后的，由办公室写明理由受理。"
        return
    if channel == Application.Channel.RECOMMENDED and recommender is None:
        yield "推荐申报没有选择推荐单位。请选择镇、部门或者金融机构；企业（户）自己申报的，请选“自行申报”。"
    if not contact_name.strip():
        yield "没有填写联系人。请填写能联系上的经办人姓名。"
    yield from (str(error) for error in check_personal_phone(contact_phone).errors)
    with lifted():
        there = (
            Application.objects.filter(round=chosen, business=business).exclude(status="withdrawn").first()
        )
    if there is not None:
        yield f"{business}在{chosen.batch}已有申报（受理号{there.receipt_number}，{there.get_status_display()}），不能重复填报。"


@transaction.atomic
def attach(application, *, kind, name, content, actor, today, reason=""):
    """Keep one file with the application; the same file again changes nothing. Returns the Attachment.

    `content` is the file's bytes. Raises Refusal with every reason, NotAllowed for another's application.
    """
    hold(application)
    if not handles(application, actor):
        must_handle(application, actor, "上传申报材料")
    if application.status not in ("draft", "supplement", "submitted"):
        raise Refusal(
            f"{application}现在是“{application.get_status_display()}”，不能再增加材料。需要补正的，请办公室退回。"
        )
    problems = file_problems(name, content)
    if kind not in Attachment.Kind.values:
        problems.append(f"材料类别“{kind}”不在征信报告、申报表、营业执照、其他之列。请重新选择。")
    if problems:
        raise Refusal(problems)
    digest = hashlib.sha256(content).hexdigest()
    there = application.attachments.filter(kind=kind, sha256=digest).first()
    if there is not None and there.replaced_on:
        there.replaced_on = None
        with acting(actor, reason or "重新采用"):
            there.save(update_fields=["replaced_on"])
    return there or _keep(application, kind, safe_name(name), content, digest, actor, reason)


@transaction.atomic
def replace_others(application, *, kinds, kept, actor, today, reason=""):
    """Mark the standing files of these kinds that are not among `kept` (primary keys) as replaced; none is lost."""
    for old in application.attachments.standing().filter(kind__in=kinds).exclude(pk__in=kept):
        old.replaced_on = today
        with acting(actor, reason or "被新的材料替换"):
            old.save(update_fields=["replaced_on"])


def _keep(application, kind, name, content, digest, actor, reason):
    kept = Attachment(
        application=application, kind=kind, original_name=name, size=len(content), sha256=digest
    )
    kept.file.save(f"{uuid.uuid4().hex}.{extension(name)}", ContentFile(content), save=False)
    with acting(actor, reason or f"上传{kept.get_kind_display()}"):
        kept.save()
    return kept


@transaction.atomic
def submit(application, *, actor, today, reason=""):
    """Hand the application in: every condition of acceptance is judged and the size kept. Returns the StatusChange."""
    return _hand_in(application, "submit", actor=actor, today=today, reason=reason)


@transaction.atomic
def resubmit(application, *, actor, today, reason=""):
    """Hand it in again after a supplement. The window is not asked again: it was received in time (R24)."""
    return _hand_in(application, "resubmit", actor=actor, today=today, reason=reason)


def _hand_in(application, move, *, actor, today, reason):
    ready(application, move, actor=actor, reason=reason)
    size = declared_size(application, received_day(application, today))
    received = received_day(application, today)
    problems = acceptance_problems(application, size, today=received)
    if problems:
        raise Refusal(problems)
    application.received_on, application.supplement_due_on, application.supplement_items = received, None, []
    application.supplement_done = []
    application.size_class, application.size_reason = size.size, "".join(r.text for r in size.reasons)[:2000]
    with acting(actor, reason or "提交申报"):
        application.save(
            update_fields=[
                "received_on",
                "supplement_due_on",
                "supplement_items",
                "supplement_done",
                "size_class",
                "size_reason",
            ]
        )
    change = perform(application, move, actor=actor, today=today, reason=reason, facts={"size": size.size})
    _tell_office(application, change, today)
    return change


def received_day(application, today):
    """The day of first reception: it decides the window, the thresholds and the policy (A09), also after a supplement."""
    return application.received_on or today


def _tell_office(application, change, today):
    post(
        key=f"application:{application.receipt_number}:{change.ordinal}", kind="application", to=["OFFICE"],
        subject=f"收到申报：{application.receipt_number}", about=application, today=today,
        body=f"{application}已提交，受理号{application.receipt_number}。请在“申报与甄别—申报”中审阅并送部门甄别。",
    )  # fmt: skip


@transaction.atomic
def withdraw(application, *, actor, today, reason):
    """Withdraw: the office for anybody, a recommender or applicant its own. Returns the StatusChange."""
    ready(application, "withdraw", actor=actor, reason=reason, handled=not is_office(actor))
    return perform(application, "withdraw", actor=actor, today=today, reason=reason)
