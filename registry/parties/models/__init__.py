from .business import Business, BusinessQuerySet, Qualification
from .institution import Institution
from .user import Membership, User

__all__ = ["Business", "BusinessQuerySet", "Institution", "Membership", "Qualification", "User"]
