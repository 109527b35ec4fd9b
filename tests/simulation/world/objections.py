"""People object, in time and late, by name and without; the office accepts, checks, finds and answers."""

from publicity import acts, handling, receiving
from publicity.models import Objection
from registry.ledger.proposals.models import Proposal
from tests import builders

from ..comparing import Mismatch

FACTS = "该企业去年拖欠货款，法院已判决，至今没有履行。"
FINDINGS = ("major", "minor", "unfounded")


class Objecting:
    def object_to(self, entry):
        """Somebody objects today, whether or not it is still time."""
        notice, row = self.oracle.entries[entry]
        lacks = (
            "没有在公示"
            if notice.state == "withdrawn"
            else "已不在公示名单"
            if row.state == "withdrawn"
            else ""
        )
        named = not self.chance(self.profile.anonymous)
        given = {"sort": "person", "name": "李四", "phone": "13911111111", "address": "阿镇团结路3号"}
        given = given if named else {"sort": "anonymous"}
        facts = f"{FACTS}（{self.names.counts.get('异议', 0) + 1}）"
        self.do(
            f"对 {entry} 提出{'异议' if named else '匿名线索'}",
            lambda: receiving.receive_objection(self.entry(entry), facts=facts, today=self.day, **given),
            lacks=lacks, fact=lambda found: self._received(found, entry, named),
        )  # fmt: skip

    def _received(self, found, entry, named):
        ref = self.names.give("异议", found.pk)
        self.oracle.objected(ref, entry, self.day, named=named)
        self.note(f"{ref} 受理号{found.receipt_number}，期外={found.late}")
        self.later(self.rng.choice((0, 1, 2, 3, 6)), lambda: self.take_up(ref))

    def objection(self, ref):
        return self.names.row(Objection, "异议", ref)

    def state(self, ref):
        return self.oracle.objections[ref][2].state

    def _step(self, ref, move, state, **given):
        return self.do(
            f"{ref} {move}",
            lambda: getattr(handling, move)(self.objection(ref), actor=builders.clerk(), today=self.day, **given),
            fact=lambda _: self.oracle.handled(ref, self.day, state),
        )  # fmt: skip

    def take_up(self, ref):
        if self.state(ref) == "lead":
            if self.chance(self.profile.leads_checked):
                self.later(self.rng.randint(0, 5), lambda: self.check(ref))
            return
        if self.chance(0.15):
            self._step(ref, "decline", "declined", reason="不属受理范围")
        elif self.chance(0.1):
            self._step(ref, "treat_as_lead", "lead", reason="线索不具体")
        else:
            self._step(ref, "accept", "accepted")
            self.later(self.rng.choice((0, 1, 3, 18)), lambda: self.check(ref))

    def check(self, ref):
        if self.state(ref) in ("accepted", "lead"):
            self._step(ref, "investigate", "investigating")
            self.later(self.rng.choice(self.profile.finding_days), lambda: self.find(ref))

    def find(self, ref):
        if self.state(ref) != "investigating":
            return
        finding = self.rng.choice(self.profile.findings)
        if finding == "major":
            self._step(ref, "find_major", "major", reason="经向法院核实")
            self._answer_later(ref)
            return
        verb = getattr(acts, f"find_{finding}")
        given = {"actor": builders.clerk(), "today": self.day, "reason": "经向法院核实"}
        needs_two = self.oracle.holds(ref, self.day)
        self.do(
            f"{ref} 核查为{finding}", lambda: verb(self.objection(ref), **given),
            fact=lambda made: self._found(ref, finding, made, needs_two),
        )  # fmt: skip

    def _found(self, ref, finding, made, needs_two):
        proposed = isinstance(made, Proposal)
        if proposed != needs_two:
            told = ("放行须两人", "一人即可")
            self.mismatch(Mismatch("accepted", (ref, "放行"), "", told[not needs_two], told[not proposed]))
        elif proposed:
            self.later(self.rng.choice((0, 0, 1, 4)), lambda: self.release(ref, finding, made.pk))
        else:
            self.oracle.handled(ref, self.day, finding)
            self._answer_later(ref)

    def release(self, ref, finding, pk):
        """The second person lets a held entry go."""
        if self.state(ref) != "investigating" or Proposal.objects.get(pk=pk).status != "open":
            return
        self.do(
            f"批准 {ref} {finding}", lambda: self._approve(pk),
            fact=lambda _: (self.oracle.handled(ref, self.day, finding), self._answer_later(ref)),
        )  # fmt: skip

    def _answer_later(self, ref):
        if self.oracle.objections[ref][2].named:
            self.later(self.rng.choice((0, 2, 8)), lambda: self.answer(ref))

    def answer(self, ref):
        if self.state(ref) in FINDINGS:
            text = "经核查，有关情况已向法院核实，答复如上。"
            self._step(ref, "reply", "answered", reason="答复", text=text)
