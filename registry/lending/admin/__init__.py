"""Loans in the admin: lines and notes, overdue, claims and their files, and what lenders and office record about them."""

from . import collecting, countermands, dossier, lines, loans, oversight, returns

__all__ = ["collecting", "countermands", "dossier", "lines", "loans", "oversight", "returns"]
