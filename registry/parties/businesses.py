"""Entering a business into the register: its code, its kind, its name (domain §3.1, §3.5)."""

from django.db import transaction

from registry.history.acting import acting
from registry.ledger.actors import is_public
from registry.ledger.doors import require
from registry.ledger.errors import Refusal
from registry.policy.identifiers import (
    INDIVIDUAL,
    check_legacy_number,
    check_phone,
    check_uscc,
    kind_mismatch,
    kind_of,
)

from .models import Business

KNOWN = "统一社会信用代码 {code} 已经登记，不必重复登记，可以直接按代码填报申报。"


def kind_by_code(code) -> str:
    """enterprise or individual by the code's prefix (93 counts as an enterprise); "" when it is neither."""
    kind = kind_of(code)
    return kind if kind in ("", INDIVIDUAL) else Business.Kind.ENTERPRISE.value


def identity_problems(business) -> list[str]:
    """Why these particulars cannot be entered; every reason."""
    code = check_uscc(business.uscc)
    problems = [str(error) for error in code.errors]
    if code.ok:
        problems += [str(reason) for reason in kind_mismatch(code.code, business.kind)] or _out_of_scope(
            code.code
        )
    if business.is_enterprise and not business.name.strip():
        problems.append("企业名称为空。请按营业执照填写全称。")
    if not business.operator_name.strip():
        problems.append("法定代表人或经营者姓名为空。请按营业执照填写。")
    return problems + _number_problems(business)


def identity_remarks(business) -> list[str]:
    """What is told but lets pass: an inner check digit, a registering authority elsewhere (A29)."""
    return [str(warning) for warning in check_uscc(business.uscc).warnings]


def _out_of_scope(code):
    if kind_of(code):
        return []
    return [
        f"统一社会信用代码 {code} 以“{code[:2]}”开头，不是企业、个体工商户或农民专业合作社，不在政策范围内。"
        "请核对营业执照。"
    ]


def _number_problems(business):
    checks = []
    if business.phone.strip():
        checks.append(check_phone(business.phone))
    if business.legacy_number.strip():
        checks.append(check_legacy_number(business.legacy_number))
    return [str(error) for check in checks for error in check.errors]


@transaction.atomic
def register_business(business, *, actor, today, reason=""):
    """Enter a new business. Raises Refusal with every reason, and when its code is there already."""
    if not is_public(actor):
        require(actor, "parties.add_business", "登记企业（户）")
    business.uscc = check_uscc(business.uscc).code
    problems = identity_problems(business)
    if Business.objects.filter(uscc=business.uscc).exists():
        problems.append(KNOWN.format(code=business.uscc))
    if problems:
        raise Refusal(problems)
    with acting(actor, reason or "登记企业（户）"):
        business.save()
    return business
