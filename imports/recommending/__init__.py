"""Recommending by sheet: thirty rows checked cell by cell, then drafted for one's own institution (R22)."""
