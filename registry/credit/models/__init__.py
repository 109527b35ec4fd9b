from .delivery import ApiCall, ApiToken, Delivery
from .fact import CreditFact
from .query import ProfileQuery, QueryAuthorisation
from .source import CreditSource

__all__ = [
    "ApiCall",
    "ApiToken",
    "CreditFact",
    "CreditSource",
    "Delivery",
    "ProfileQuery",
    "QueryAuthorisation",
]
