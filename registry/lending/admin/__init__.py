"""Loans in the admin: lines and notes, overdue, claims, and what lenders and office record about them."""

from . import countermands, loans, oversight, returns

__all__ = ["countermands", "loans", "oversight", "returns"]
