from .access_event import AccessEvent
from .account_request import AccountRequest
from .business import Business, BusinessQuerySet, Qualification
from .identity import IdentityChange, ReScreeningTask
from .institution import Institution
from .recusal import Recusal
from .user import Membership, User

__all__ = [
    "AccessEvent",
    "AccountRequest",
    "Business",
    "BusinessQuerySet",
    "IdentityChange",
    "Institution",
    "Membership",
    "Qualification",
    "ReScreeningTask",
    "Recusal",
    "User",
]
