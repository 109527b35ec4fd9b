"""Timed duties of screening: opinions first, then supplements and drafts, then rechecks."""

from .opinion_duties import DUTIES as OPINIONS
from .recheck_duties import DUTIES as RECHECKS
from .supplement_duties import DUTIES as SUPPLEMENTS

DUTIES = (*OPINIONS, *SUPPLEMENTS, *RECHECKS)
