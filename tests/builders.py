"""Readable builders: the smallest real rows a test needs, made through the same verbs the house uses."""

from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from registry.history.acting import acting
from registry.ledger.actors import system_actor
from registry.parties.membership import grant
from registry.parties.models import Business, Institution, User
from tests.support.remembering import remembered

DAY = date(2026, 5, 6)
ENTERPRISE_CODES = ("91150627MAXXXXX15T", "91150627MAXXXXX23M")
INDIVIDUAL_CODES = ("92150627MAYYYYY12U", "92150627MAYYYYY20N")


@contextmanager
def as_system(reason="测试准备"):
    with acting(system_actor(), reason):
        yield


@remembered
def institution(code, kind="bank", name="", **fields):
    """The institution with this code, made when it is not there."""
    found = Institution.objects.filter(code=code).first()
    if found:
        return found
    with as_system():
        return Institution.objects.create(code=code, kind=kind, name=name or f"{code}机构", **fields)


@remembered
def user(username, role=None, at="OFFICE", kind="bank"):
    """An account with one role at one institution; the same name again gives the same account."""
    account = User.objects.filter(username=username).first()
    if account is None:
        account = User(username=username, full_name=username)
        account.set_password("correct-horse-battery")
        account.save()
    if role:
        grant(account, institution(at, kind), role, actor=system_actor(), today=date(2026, 1, 1))
    return User.objects.get(pk=account.pk)


def clerk():
    return user("clerk", "clerk")


def head():
    return user("head", "head")


def legal():
    return user("legal", "legal")


def leader():
    return user("leader", "leader", "LEADING")


def reviewer(code="TAX"):
    return user(f"reviewer-{code}".lower(), "reviewer", code)


def recommender(code="ALTXR"):
    return user(f"town-{code}".lower(), "recommender", code)


def bank_maker(code="NSH"):
    return user(f"maker-{code}".lower(), "bank_maker", code)


def bank_checker(code="NSH"):
    return user(f"checker-{code}".lower(), "bank_checker", code)


def guarantor():
    return user("guarantor", "guarantor", "GUARANTOR")


def auditor():
    return user("auditor", "auditor")


def admin():
    return user("admin", "admin")


def security():
    return user("security", "security")


@remembered
def business(uscc=ENTERPRISE_CODES[0], **fields):
    """An enterprise (or, with a 92 code, an individual business) that meets R11–R13."""
    individual = uscc.startswith("92")
    defaults = {
        "kind": "individual" if individual else "enterprise",
        "name": "测试小店" if individual else "内蒙古测试有限公司",
        "operator_name": "张三",
        "town": "150627100",
        "address": "阿勒腾席热镇测试路1号",
        "phone": "13900000000",
        "industry_code": "F5219" if individual else "C3484",
        "employees": 30,
        "revenue": Decimal("5000000.00"),
        "assets": Decimal("3000000.00"),
        "figures_year": 2025,
        "tax_grade": "" if individual else "B",
        "tax_grade_year": 2025,
        "tax_since": date(2020, 1, 1),
        "established_on": date(2019, 1, 1),
    }
    found = Business.objects.filter(uscc=uscc).first()
    if found:
        return found
    with as_system():
        return Business.objects.create(uscc=uscc, **(defaults | fields))


@remembered
def qualified(uscc=ENTERPRISE_CODES[0], on=date(2025, 6, 30), **fields):
    """A business that is 信用企业（户） since `on`."""
    from registry.parties.standing import take_over

    taken = business(uscc, **fields)
    take_over(
        taken, batch="2025年上半年", recognised_on=on, actor=system_actor(), today=on, reason="名册接收"
    )
    return taken


@remembered
def legal_basis(**fields):
    """An approved entry of the list of legal bases that covers all three grounds and allows publication."""
    from registry.sanctions.basis import approve_basis, propose_basis
    from registry.sanctions.models import LegalBasis

    given = {
        "kind": "local", "document": "测试社会信用条例", "article": "第三十条", "text": "骗取、挪用、恶意逃废的，可以列入并公布。",
        "in_force_from": date(2024, 9, 1), "covers_fraud": True, "covers_misuse": True, "covers_evasion": True,
        "publishes": True,
    } | fields  # fmt: skip
    found = LegalBasis.objects.filter(document=given["document"], article=given["article"], status="approved")
    if found.exists():
        return found.get()
    entry = propose_basis(LegalBasis(**given), actor=user("basis", "clerk"), today=DAY, reason="整理依据")
    approve_basis(entry, actor=head(), today=DAY, reason="与正式文本核对无误")
    return entry


@remembered
def cleared(case, today, **fields):
    """The case with the legal reviewer's consent on a basis of the list."""
    from registry.sanctions.reviewing import clear

    clear(case, actor=legal(), today=today, reason="依据充分", listing_basis=legal_basis(**fields))
    return case


@remembered
def served(case, today):
    """The listed case with decision and repair advice handed over."""
    from registry.sanctions.serving import serve_decision

    return serve_decision(case, actor=clerk(), today=today, delivery_proof="送达回证2026-1", method="direct")
