"""Qualifications cancelled by the office and given back by another person (R40, R42)."""

from registry.ledger.proposals.deciding import approve
from registry.ledger.proposals.models import Proposal
from registry.ledger.proposals.proposing import propose
from registry.parties.models import Business, Qualification
from registry.policy.models import AdmissionCondition
from registry.sanctions import cancelling, warning
from registry.sanctions.acts import CANCEL
from tests import builders

from . import people


class Cancelling:
    def standing_of(self, code):
        return Qualification.objects.filter(business__uscc=code).exclude(status="lapsed").latest("pk")

    def break_condition(self, code):
        """A condition no longer holds: warned, then cancelled by two persons."""
        if self.oracle.standing.get(code) not in ("qualified", "warned"):
            return
        given = {
            "condition": AdmissionCondition.objects.in_force(self.day).get(code="R17"),
            "facts": "有被执行记录",
        }
        self.do(
            f"预警 {code}",
            lambda: warning.warn_condition(
                self.standing_of(code), actor=builders.clerk(), today=self.day, **given
            ),
            fact=lambda _: self.oracle.warned(code),
        )
        self.later(self.rng.randint(0, 3), lambda: self.cancel(code))

    def cancel(self, code):
        if self.oracle.standing[code] != "warned":
            return
        given = {"today": self.day, "reason": "不再符合条件"}
        made = self.do(
            f"提出取消 {code}", lambda: propose(CANCEL, self.standing_of(code), actor=builders.clerk(), **given)
        )  # fmt: skip
        if made is None:
            return
        self.do(
            f"批准取消 {code}", lambda: approve(Proposal.objects.get(pk=made.pk), actor=builders.head(), **given),
            fact=lambda _: self.oracle.cancelled(code, self.day),
        )  # fmt: skip
        if self.chance(self.profile.restored):
            self.later(self.rng.choice((0, 1, 20)), lambda: self.restore(code))

    def restore(self, code):
        if self.oracle.standing[code] != "cancelled" or self._shut_out(code):
            return
        given = {
            "actor": people.second_head(),
            "today": self.day,
            "reason": "申诉成立",
            "basis": "复核意见1号",
        }
        self.do(
            f"恢复 {code}", lambda: cancelling.restore(self.standing_of(code), **given),
            fact=lambda _: self.oracle.restored(code, self.day),
        )  # fmt: skip

    def _shut_out(self, code):
        return any(
            c.subject == code and c.state in ("listed", "published", "removed")
            for c in self.oracle.cases.values()
        )

    def some_business(self):
        """A business to be dealt with, qualified or not."""
        return self.rng.choice(sorted(self.oracle.standing))

    def codes_free(self):
        busy = {c.subject for c in self.oracle.cases.values() if c.state not in ("dismissed", "removed")}
        listed = {c.subject for c in self.oracle.cases.values()}
        there = [
            c
            for c, state in sorted(self.oracle.standing.items())
            if state in ("qualified", "warned", "cancelled", "none")
        ]
        return [c for c in there if c not in busy | listed and Business.objects.filter(uscc=c).exists()]
