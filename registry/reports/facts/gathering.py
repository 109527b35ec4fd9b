"""One reading of the registers for one report: each fact is read once, when it is first asked for."""

from datetime import date
from functools import cached_property

from registry.lending.models import (
    BankReport,
    CompensationClaim,
    LoanNote,
    RecoveryEntry,
    ReportingPeriod,
    ShareAgreement,
)
from registry.parties.models import Business, Institution, Qualification
from registry.policy.models import PolicyVersion
from registry.policy.terms import PolicyTerms
from registry.screening.models import Application

from ..models import GuarantorWorth
from ..rules.rates import agreed_on, share_on
from . import claims, owed, steps, worth
from .clients import clients
from .clocks import At
from .loans import Loan, loans_at


class Facts:
    """What one person (`sight`) reads of the registers `at` a day. Short-lived; writes nothing."""

    def __init__(self, sight, at: At):
        self.sight, self.at = sight, at
        self._days: dict[date, list[Loan]] = {}

    @cached_property
    def banks(self) -> dict[int, str]:
        return dict(Institution.objects.order_by("order", "code").values_list("pk", "name"))

    @cached_property
    def shares(self) -> dict[date, object]:
        """The guarantor's share by the first day of each approved policy version."""
        versions = PolicyVersion.objects.approved().filter(in_force_from__lte=self.at.on)
        return {v.in_force_from: v.terms().risk_share.get("guarantor", 0) for v in versions}

    @cached_property
    def agreements(self) -> dict[int, list]:
        """By bank, newest first: (first day, last day or None, the guarantor's share) of its agreements on sharing losses."""
        found = {}
        for one in ShareAgreement.objects.order_by("-in_force_from", "-pk"):
            found.setdefault(one.bank_id, []).append(
                (one.in_force_from, one.in_force_to, one.guarantor_share / 100)
            )
        return found

    def share_of(self, bank, signed_on, start_on):
        """The guarantor's share of a loan: by the bank's agreement of the day of signing, else by the policy (A22)."""
        return agreed_on(signed_on, self.agreements.get(bank, ()), share_on(start_on, self.shares))

    @cached_property
    def terms(self) -> PolicyTerms:
        """The policy in force on the day; that of 2019 where none is on record."""
        version = PolicyVersion.objects.in_force(self.at.on).first()
        return version.terms() if version else PolicyTerms.of_2019()

    @cached_property
    def clients(self):
        """Borrowers, whoever may look up their businesses: a lender knows its own customers."""
        borrowers = self.sight.of(LoanNote).order_by().values("business_id")
        return clients(Business.objects.filter(pk__in=borrowers), self.at)

    def loans_on(self, day: date) -> list[Loan]:
        """Every note that had begun by that day, as known then."""
        if day not in self._days:
            self._days[day] = loans_at(
                self.sight.of(LoanNote), self.at.moved(day), clients=self.clients, banks=self.banks,
                share_of=self.share_of,
            )  # fmt: skip
        return self._days[day]

    @cached_property
    def loans(self) -> list[Loan]:
        """Notes in force on the day."""
        return [loan for loan in self.loans_on(self.at.on) if loan.in_force]

    @cached_property
    def payments(self):
        return claims.payments(
            self.sight.of(CompensationClaim), self.at, banks=self.banks, names=self.clients
        )

    @cached_property
    def recoveries(self):
        return claims.recoveries(self.sight.of(RecoveryEntry), self.at, banks=self.banks, names=self.clients)

    @cached_property
    def reports(self):
        return owed.reports(self.sight.of(BankReport), self.at, banks=self.banks, names=self.clients)

    @cached_property
    def returns(self):
        return owed.returns(self.sight.of(ReportingPeriod), self.at, banks=self.banks)

    @cached_property
    def worths(self):
        return worth.worths(GuarantorWorth.objects.visible_to(self.sight.user), self.at)

    @cached_property
    def applicants(self):
        rows = Application.objects.visible_to(self.sight.user).order_by().values("business_id")
        return clients(Business.objects.filter(pk__in=rows), self.at)

    @cached_property
    def steps(self):
        """First steps of applications in sight; referrals only for whoever sees every paper."""
        rows = Application.objects.visible_to(self.sight.user)
        done = steps.steps(rows, self.at, names=self.applicants)
        return done + (steps.referred(done, self.at, names=self.applicants) if self.sight.registry else [])

    @cached_property
    def standings(self):
        rows = Qualification.objects.visible_to(self.sight.user)
        held = Business.objects.filter(pk__in=rows.order_by().values("business_id"))
        return steps.standings(rows, self.at, names=clients(held, self.at))
