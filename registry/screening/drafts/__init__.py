"""Applying by oneself, step by step: a draft that is saved at each step, judged early, handed in once (R22–R24)."""

from .answers import answers_of
from .handing_in import amend, hand_in, may_still_change, take_back, until
from .judging import Verdict, judge, knows_the_business
from .keeping import continued, resume, save_answers, start_draft
from .papers import keep_paper, missing_papers, remove_paper
from .purging import purge

__all__ = [
    "Verdict", "amend", "answers_of", "continued", "hand_in", "judge", "keep_paper", "knows_the_business",
    "may_still_change", "missing_papers", "purge", "remove_paper", "resume", "save_answers", "start_draft", "take_back",
    "until",
]  # fmt: skip
