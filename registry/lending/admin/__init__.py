"""Loans in the admin: lines and notes, overdue, claims and their files, and what lenders and office record about them."""

from . import claims, collecting, countermands, dossier, lines, loans, oversight, returns

__all__ = ["claims", "collecting", "countermands", "dossier", "lines", "loans", "oversight", "returns"]
