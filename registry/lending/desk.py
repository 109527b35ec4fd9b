"""What many rows of one upload ask again and again, read once: policy, reference rates, recognitions."""

from collections import defaultdict
from datetime import date
from functools import cached_property

from registry.history.writing import batched
from registry.parties.blocks import block_reasons, possibly_blocked
from registry.parties.models import Qualification
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
        self.quiet = {}

    @cached_property
    def references(self):
        return all_references()

    @cached_property
    def calendar(self):
        return current_calendar()

    def policy(self, day):
        """The policy version in force on `day`. Raises Refusal when there is none."""
        return self._version(day)[0]

    def terms(self, day):
        return self._version(day)[1]

    def _version(self, day):
        """Version and terms; a version once read is asked for every day on which it is in force."""
        if day not in self._versions:
            known = (pair for pair in self._versions.values() if pair[0].holds_on(day))
            self._versions[day] = next(known, None) or self._read(day)
        return self._versions[day]

    @staticmethod
    def _read(day):
        version = policy_on(day)
        return version, version.terms()

    def recall(self, businesses):
        """Read the recognitions of these businesses, and which of them may be shut out, before they are asked one by one."""
        pks = {business.pk for business in businesses}
        self._spans, self._barred = defaultdict(list), set()
        for chunk in batched(pks):
            rows = Qualification.objects.filter(business__in=chunk).exclude(recognised_on=None)
            for pk, since, until in rows.values_list("business", "recognised_on", "cancelled_on"):
                self._spans[pk].append(Span(since, until))
            self._barred |= possibly_blocked(chunk)

    def standing(self, business, start):
        """Why a note of this (recalled) business drawn on `start` may not be booked (R58, R59): Chinese sentences."""
        pk, spans = business.id, self._spans[business.id]
        for span in spans:
            if span.covers(start):
                break
        else:
            return [str(reason) for reason in standing_problems(start, spans, name=business.display_name)]
        if pk not in self._barred:
            return []
        key = business.id, start
        if key not in self._standing:
            self._standing[key] = block_reasons(business, start)
        return self._standing[key]
