"""Codes, numbers and names as people type them: cleaned, checked, compared. Pure: no Django, no clock."""

from .checks import CodeCheck
from .documents import check_document_number, normalise_document_number
from .legacy import check_legacy_number, is_legacy_number
from .names import comparable_name, same_name
from .person import birth_date, check_resident_id
from .phones import check_personal_phone, check_phone
from .text import clean, looks_destroyed, stripped
from .uscc import (
    COOPERATIVE,
    ENTERPRISE,
    HOME_REGION,
    INDIVIDUAL,
    check_uscc,
    kind_mismatch,
    kind_of,
    organisation_code,
)

__all__ = [
    "COOPERATIVE",
    "ENTERPRISE",
    "HOME_REGION",
    "INDIVIDUAL",
    "CodeCheck",
    "birth_date",
    "check_document_number",
    "check_legacy_number",
    "check_personal_phone",
    "check_phone",
    "check_resident_id",
    "check_uscc",
    "clean",
    "comparable_name",
    "is_legacy_number",
    "kind_mismatch",
    "kind_of",
    "looks_destroyed",
    "normalise_document_number",
    "organisation_code",
    "same_name",
    "stripped",
]
