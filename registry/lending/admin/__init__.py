"""Loans in the admin: lines and notes, overdue, claims and their files, and what lenders and office record about them."""

from . import countermands, dossier, lines, loans, oversight, returns

__all__ = ["countermands", "dossier", "lines", "loans", "oversight", "returns"]
