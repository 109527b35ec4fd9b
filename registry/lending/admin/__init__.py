"""Loans in the admin: lines and notes, overdue, claims, and what lenders and office record about them."""

from . import loans, oversight, returns

__all__ = ["loans", "oversight", "returns"]
