"""Between the columns of a policy version and the plain terms the rules read."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from django.core.exceptions import ValidationError

from .rules.credit import ROLE_LABELS
from .terms import PolicyTerms

FAR_FUTURE = date(9999, 12, 31)
_CODES = {label: code for code, label in ROLE_LABELS.items()}
_DERIVED = {
    "version_id",
    "apply_months",
    "tax_grades_ok",
    "litigation_roles_bad",
    "risk_share",
}
COLUMNS = tuple(f.name for f in fields(PolicyTerms) if f.name not in _DERIVED)


def litigation_codes(text):
    """被告、被执行人 -> ("defendant", "enforced"). Raises ValidationError for a word that is no such role."""
    words = [word.strip() for word in text.split("、") if word.strip()]
    unknown = [word for word in words if word not in _CODES]
    if unknown:
        raise ValidationError(
            f"“{'、'.join(unknown)}”不是可选的诉讼身份，可选：{'、'.join(_CODES)}。用顿号分隔。"
        )
    return tuple(_CODES[word] for word in words)


def to_terms(version) -> PolicyTerms:
    """The terms of a PolicyVersion row."""
    return PolicyTerms(
        version_id=version.pk,
        apply_months=tuple(int(month) for month in version.apply_months.split(",")),
        tax_grades_ok=tuple(version.tax_grades_ok.split(",")),
        litigation_roles_bad=litigation_codes(version.litigation_roles_bad),
        risk_share=_shares(version),
        **{name: getattr(version, name) for name in COLUMNS},
    )


def columns_of(terms: PolicyTerms) -> dict:
    """The column values that say the same as `terms`."""
    guarantor = terms.risk_share.get("guarantor", Decimal(0)) * 100
    return {name: getattr(terms, name) for name in COLUMNS} | {
        "apply_months": ",".join(map(str, terms.apply_months)),
        "tax_grades_ok": ",".join(terms.tax_grades_ok),
        "litigation_roles_bad": "、".join(ROLE_LABELS[code] for code in terms.litigation_roles_bad),
        "guarantor_share": guarantor,
        "bank_share": 100 - guarantor,
    }


def _shares(version):
    shares = {
        "guarantor": version.guarantor_share / 100,
        "bank": version.bank_share / 100,
    }
    return MappingProxyType({name: share for name, share in shares.items() if share})
