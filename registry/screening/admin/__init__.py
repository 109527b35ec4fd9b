"""Screening in the admin, a file per room: rounds, applications, opinions, decisions."""

from . import applications, decisions, opinions, rounds

__all__ = ["applications", "decisions", "opinions", "rounds"]
