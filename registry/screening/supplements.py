"""Sending an application back for a supplement, with what is asked and until when; longer if the office says so (R23)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform, require
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.policy.dates import written

from . import intake
from .handling import hold
from .models import Attachment

CONTACT, FIGURES = "contact", "figures"
ITEMS = {CONTACT: "联系人和联系电话", FIGURES: "经营情况和纳税情况"} | dict(Attachment.Kind.choices)
WORDS = {
    CONTACT: ("contact_name", "contact_phone"),
    FIGURES: ("industry_code", "employees", "revenue", "assets", "figures_year", "tax_grade", "tax_grade_year", "tax_since"),
}  # fmt: skip
OVER = "补正期限到{day}为止，已经过期，不能再在网上补正。请联系旗金融服务中心，由办公室决定是否延长。"


@transaction.atomic
def ask_supplement(application, *, actor, today, reason, due_on=None, items=()):
    """Send it back for a supplement of `items` (keys of ITEMS) until `due_on`; the recommender is told.

    Returns the StatusChange. Raises Refusal: a day in the past, an unknown item.
    """
    _check(due_on, items, today)
    change = perform(application, "ask_supplement", actor=actor, today=today, reason=reason)
    application.supplement_due_on, application.supplement_items = due_on, list(items)
    application.supplement_done = []
    with acting(actor, reason):
        application.save(update_fields=["supplement_due_on", "supplement_items", "supplement_done"])
    asked = f"需要补正：{'、'.join(ITEMS[item] for item in items)}。" if items else ""
    until = f"请于{written(due_on)}前补正。" if due_on else "请尽快补正。"
    _tell(
        application,
        f"supplement:{application.receipt_number}:{change.ordinal}",
        f"{reason}。{asked}{until}",
        today,
    )
    return change


def _check(due_on, items, today):
    problems = []
    if due_on is not None and due_on < today:
        problems.append(f"补正期限{written(due_on)}早于今天{written(today)}。请改为今天或以后。")
    if unknown := [item for item in items if item not in ITEMS]:
        problems.append(f"补正事项“{'、'.join(unknown)}”不在可选的事项之内。请重新选择。")
    if problems:
        raise Refusal(problems)


@transaction.atomic
def extend_supplement(application, *, actor, today, reason, due_on):
    """A later day for a supplement still waited for; the recommender is told. Raises NotAllowed, Refusal."""
    require(actor, "screening.ask_supplement_application", "延长补正期限")
    hold(application)
    if application.status != "supplement":
        raise Refusal(
            f"{application}现在是“{application.get_status_display()}”，不在补正中，不需要延长。请刷新页面。"
        )
    held = application.supplement_due_on
    if due_on < today or (held is not None and due_on <= held):
        raise Refusal(f"新的补正期限{written(due_on)}应当在今天以后，并且晚于原来的期限。请重新填写。")
    application.supplement_due_on = due_on
    with acting(actor, reason or "延长补正期限"):
        application.save(update_fields=["supplement_due_on"])
    key = f"supplement:{application.receipt_number}:until:{due_on.isoformat()}"
    _tell(application, key, f"补正期限延长到{written(due_on)}。", today)
    return application


@transaction.atomic
def supply_paper(application, *, kind, name, content, actor, today):
    """One file for a supplement: it takes the place of the files of its kind there were. Returns the Attachment."""
    _in_time(application, today)
    made = intake.attach(application, kind=kind, name=name, content=content, actor=actor, today=today)
    if kind in application.supplement_items and kind not in application.supplement_done:
        intake.replace_others(application, kinds=[kind], kept=[made.pk], actor=actor, today=today)
        _done(application, kind, actor)
    return made


@transaction.atomic
def supply_words(application, *, item, given, actor, today):
    """Contact or figures as asked (`given`: fields of the application; money in 元). Returns the application."""
    _in_time(application, today)
    if item not in application.supplement_items or item not in WORDS:
        raise Refusal("办公室没有要求补正这一项，不能修改。请按页面上列出的事项补正。")
    for name in WORDS[item]:
        if name in given:
            empty = None if application._meta.get_field(name).null else ""
            setattr(application, name, empty if given[name] in (None, "") else given[name])
    return _done(application, item, actor)


def _in_time(application, today):
    hold(application)
    if application.status != "supplement":
        raise Refusal(f"本件现在是“{application.get_status_display()}”，不在补正中。请刷新页面查看进度。")
    if (due := application.supplement_due_on) and due < today:
        raise Refusal(OVER.format(day=written(due)))


def _done(application, item, actor):
    application.supplement_done = sorted({*application.supplement_done, item})
    with acting(actor, f"补正：{ITEMS[item]}"):
        application.save()
    return application


def outstanding(application) -> list[str]:
    """Items asked and not supplied yet, as keys of ITEMS."""
    return [item for item in application.supplement_items if item not in application.supplement_done]


@transaction.atomic
def answer_supplement(application, *, actor, today):
    """Hand it in again once everything asked is there. Returns the StatusChange. Raises Refusal naming what is missing."""
    _in_time(application, today)
    if missing := outstanding(application):
        raise Refusal(
            f"还有要求补正的事项没有补齐：{'、'.join(ITEMS[item] for item in missing)}。请补齐后再提交。"
        )
    return intake.resubmit(application, actor=actor, today=today, reason="申报人已补正")


def _tell(application, key, text, today):
    post(
        key=key, kind="application", to=[application.owner_code] if application.owner_code else [], about=application,
        today=today, subject=f"申报需要补正：{application.receipt_number}", body=f"{application}：{text}",
    )  # fmt: skip
