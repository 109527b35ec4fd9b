"""What many rows of one upload ask again and again, read once: policy, reference rates, recognitions."""

from datetime import date
from functools import cached_property

from registry.parties.blocks import block_reasons
from registry.policy.calendars import current_calendar
from registry.policy.reference_rates import all_references
from registry.policy.versions import policy_on

from .rules import Span, standing_problems


class Desk:
    """A short-lived reading desk for one run on one day. Not to be kept over days: policy rows may change."""

    def __init__(self, today: date):
        self.today = today
        self._versions = {}
        self._standing = {}

    @cached_property
    def references(self):
        return all_references()

    @cached_property
    def calendar(self):
        return current_calendar()

    def policy(self, day):
        """The policy version in force on `day`. Raises Refusal when there is none."""
        if day not in self._versions:
            version = policy_on(day)
            self._versions[day] = version, version.terms()
        return self._versions[day][0]

    def terms(self, day):
        self.policy(day)
        return self._versions[day][1]

    def standing(self, business, start):
        """Why a note of this business drawn on `start` may not be booked (R58, R59): Chinese sentences."""
        key = business.pk, start
        if key not in self._standing:
            reasons = standing_problems(start, spans_of(business), name=business.display_name)
            self._standing[key] = [str(r) for r in reasons] or block_reasons(business, start)
        return self._standing[key]


def spans_of(business):
    """The recognitions of a business as plain spans."""
    rows = business.qualifications.exclude(recognised_on=None).values_list("recognised_on", "cancelled_on")
    return [Span(since, until) for since, until in rows]
