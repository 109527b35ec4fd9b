"""Screening in the admin, a file per room: rounds, applications, opinions, links, decisions, meetings."""

from . import applications, coordination, decisions, links, meetings, opinions, rechecks, rounds

__all__ = ["applications", "coordination", "decisions", "links", "meetings", "opinions", "rechecks", "rounds"]
