"""Timed duties of screening: opinions first, then supplements and drafts."""

from .opinion_duties import DUTIES as OPINIONS
from .supplement_duties import DUTIES as SUPPLEMENTS

DUTIES = (*OPINIONS, *SUPPLEMENTS)
