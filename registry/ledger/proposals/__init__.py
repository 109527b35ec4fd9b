"""A second person for acts that have none in their move table: one proposes, another approves, then the verb runs."""

from .acts import Act, all_acts, register_act, verb_act
from .approving import must_be_proposed, under_approval

__all__ = ["Act", "all_acts", "must_be_proposed", "register_act", "under_approval", "verb_act"]
