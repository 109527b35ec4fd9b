"""Warnings, blacklist cases with their legal bases, repairs, receipts, and what departments did (R39, R49–R52)."""

from .basis import LegalBasis
from .breach import ConditionBreach
from .case import BlacklistCase
from .joint import JointAction
from .receipt import Receipt
from .recipient import WarningRecipient
from .repair import RepairRequest
from .warning import WarningNotice

__all__ = [
    "BlacklistCase",
    "ConditionBreach",
    "JointAction",
    "LegalBasis",
    "Receipt",
    "RepairRequest",
    "WarningNotice",
    "WarningRecipient",
]
