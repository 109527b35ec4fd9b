"""Warnings, qualifications, blacklist cases and what follows from them in the admin."""

from . import basis, cases, joint, receipts, repairs, warnings

__all__ = ["basis", "cases", "joint", "receipts", "repairs", "warnings"]
