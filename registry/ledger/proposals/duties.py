"""Timed duty of proposals: what nobody decided in its days lapses."""

from ..duties import Duty
from .deciding import expire
from .models import Proposal


def lapsed(today):
    return Proposal.objects.filter(status="open", expires_on__lt=today).order_by("id")


DUTIES = (Duty("expire_proposals", "待批事项过期作废", "R69", lapsed, expire),)
