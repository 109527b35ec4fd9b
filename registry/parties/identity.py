"""Operator, name and legal form change: recorded with day and evidence; the office screens again (domain §3.5)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.doors import perform, register, require
from registry.ledger.errors import Refusal
from registry.ledger.outbox import post
from registry.policy.dates import written
from registry.policy.identifiers import INDIVIDUAL, check_uscc, kind_of, same_name

from .businesses import register_business
from .models import Business, IdentityChange, Qualification, ReScreeningTask

LIVE = ("candidate", *Qualification.IN_FORCE)
OFFICE = ("OFFICE",)


@transaction.atomic
def change_operator(business, *, actor, today, reason, operator_name, changed_on, evidence):
    """Another legal representative or operator. Consent to show the name ends with the old one. Returns the change."""
    kind, new = IdentityChange.Kind.OPERATOR, operator_name.strip()
    old = business.operator_name
    _check(business, actor, today, new, old, changed_on, evidence, "法定代表人或经营者")
    business.operator_name, business.operator_consent = new, False
    return _record(business, kind, old, new, changed_on, evidence, actor, today, reason)


@transaction.atomic
def rename(business, *, actor, today, reason, name, changed_on, evidence):
    """Another name; the code stays. Returns the change."""
    old, new = business.name, name.strip()
    _check(business, actor, today, new, old, changed_on, evidence, "名称")
    business.name = new
    return _record(business, IdentityChange.Kind.NAME, old, new, changed_on, evidence, actor, today, reason)


@transaction.atomic
def convert(business, *, actor, today, reason, uscc, name, operator_name, changed_on, evidence):
    """转企: an individual business (92) becomes a company (91) under a new code, which starts without a standing.

    Returns the change; `successor` is the new Business. The old one and its history stay.
    """
    code, problems = check_uscc(uscc), []
    if business.kind != Business.Kind.INDIVIDUAL:
        problems.append(f"{business}是{business.get_kind_display()}，只有个体工商户可以办理转企。请核对。")
    if code.ok and kind_of(code.code) in (INDIVIDUAL, ""):
        problems.append(f"统一社会信用代码 {code.code} 不是企业的代码（应以“91”开头）。请按新营业执照填写。")
    problems += [str(error) for error in code.errors]
    if business.identity_changes.filter(kind=IdentityChange.Kind.CONVERSION).exists():
        problems.append(f"{business}已经办理过转企，不能重复办理。请在转为的企业名下办理。")
    _check(business, actor, today, name.strip(), "", changed_on, evidence, "企业名称", problems)
    successor = _successor(business, code.code, name, operator_name, changed_on, actor, today, reason)
    return _record(
        business, IdentityChange.Kind.CONVERSION, business.uscc, code.code, changed_on, evidence, actor, today, reason,
        successor=successor,
    )  # fmt: skip


def _successor(business, code, name, operator_name, changed_on, actor, today, reason):
    copied = (
        "town",
        "address",
        "phone",
        "industry_code",
        "employees",
        "revenue",
        "assets",
        "figures_year",
        "created_for",
    )
    fresh = Business(
        uscc=code, kind=Business.Kind.ENTERPRISE, name=name.strip(), operator_name=operator_name.strip(),
        established_on=changed_on, **{field: getattr(business, field) for field in copied},
    )  # fmt: skip
    return register_business(fresh, actor=actor, today=today, reason=f"由{business.uscc}转企：{reason}")


def _check(business, actor, today, new, old, changed_on, evidence, what, problems=()):
    require(actor, "parties.change_business", f"{what}变更")
    problems = list(problems)
    if not new:
        problems.append(f"没有填写新的{what}。请按营业执照填写。")
    elif old and same_name(new, old):
        problems.append(f"新的{what}“{new}”与登记的“{old}”相同，没有变更。请核对。")
    if changed_on > today:
        problems.append(
            f"变更登记日期{written(changed_on)}晚于今天{written(today)}。请按登记机关的日期填写。"
        )
    if not evidence.strip():
        problems.append("没有填写证明材料。请填写材料名称、文号与日期，例如准予变更登记通知书。")
    if problems:
        raise Refusal(problems)


def _record(business, kind, old, new, changed_on, evidence, actor, today, reason, successor=None):
    with acting(actor, reason):
        if successor is None:
            business.save()
        change = IdentityChange(
            business=business, kind=kind, changed_on=changed_on, old=old or "（无）", new=new, evidence=evidence.strip(),
            successor=successor,
        )  # fmt: skip
        change.save()
    if business.qualifications.filter(status__in=LIVE).exists():
        _ask_again(change, actor, today)
    return change


def _ask_again(change, actor, today):
    task = ReScreeningTask(business=change.business, cause=change, opened_on=today)
    register(task, actor=actor, today=today, reason=str(change), clause="R14")
    after = f"新代码{change.new}没有资格，须另行申报。" if change.successor_id else "资格不自动延续。"
    post(
        key=f"rescreening:{task.pk}", kind="rescreening", to=OFFICE, today=today, about=task,
        subject=f"请重新甄别：{change}",
        body=f"{change}（{change.old}→{change.new}，{written(change.changed_on)}登记）。{after}请在“重新甄别”中核实后作出结论。",
    )  # fmt: skip


@transaction.atomic
def keep(task, *, actor, today, reason):
    """Screened again by another person than who recorded the change: the standing continues."""
    if task.cause.successor_id:
        raise Refusal(
            "个体工商户已转为企业，原资格不能延续到新代码。请办理“认定不再符合条件”，由新企业另行申报。"
        )
    return _conclude(task, "keep", actor, today, reason)


@transaction.atomic
def end(task, *, actor, today, reason):
    """No longer meets the conditions: the office goes on to warn and cancel (R37, R40)."""
    return _conclude(task, "end", actor, today, reason)


def _conclude(task, move, actor, today, reason):
    change = perform(task, move, actor=actor, today=today, reason=reason)
    task.concluded_on = today
    with acting(actor, reason):
        task.save(update_fields=["concluded_on"])
    return change
