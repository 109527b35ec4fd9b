"""The blacklist: proposals whole and incomplete, service, replies, decisions by two and by one, repair, removal, expiry."""

from django.core.files.base import ContentFile

from registry.ledger.actors import system_actor
from registry.parties.models import Business
from registry.sanctions import deciding, proposing, publication, removal, repairing, reviewing, serving
from registry.sanctions.models import BlacklistCase, RepairRequest
from tests import builders

from ..oracle.listings import lacks, may_ask_repair, may_list, may_show
from . import people

PAPERS = ("correction_proof", "duties_proof", "promise")
WHOLE = {
    "ground": "fraud",
    "facts": "虚构购销合同骗取贷款。",
    "determination": "（2026）内0627刑初12号",
    "evidence": True,
}


class Listing:
    def case(self, ref):
        return self.names.row(BlacklistCase, "案件", ref)

    def step(self, ref, told, verb, who, *, lacking="", fact=None, **given):
        """One verb on the case as it stands."""
        deed = lambda: verb(self.case(ref), actor=who, today=self.day, **given)  # noqa: E731
        return self.do(f"{ref} {told}", deed, lacks=lacking, fact=fact)

    def propose_case(self, code, *, severity="", age=None):
        """Propose a business for the list; sometimes first with one element missing, by name."""
        business = Business.objects.get(uscc=code)
        severity = severity or self.rng.choice(("minor", "general", "serious"))
        determined = self.day - self.one * (self.rng.randint(0, 40) if age is None else age)
        who = people.both() if self.people_alike or self.chance(0.2) else builders.clerk()
        if self.chance(self.profile.attempts):
            self._incomplete(business, severity, determined)
        self.do(
            f"提出列入 {code}", lambda: self._propose(business, severity, determined, who, **WHOLE),
            fact=lambda case: self._proposed(case, code, severity, determined, who),
        )  # fmt: skip

    def _incomplete(self, business, severity, determined):
        missing = self.rng.choice(("facts", "determination", "evidence", "ground", "timer"))
        given = WHOLE | (
            {"ground": "overdue"} if missing == "ground" else {} if missing == "timer" else {missing: ""}
        )
        who = system_actor() if missing == "timer" else builders.clerk()
        self.do(
            f"提出列入，缺{missing}", lambda: self._propose(business, severity, determined, who, **given),
            lacks=lacks(**given, timer=missing == "timer"),
        )  # fmt: skip

    def _propose(self, business, severity, determined, who, *, ground, facts, determination, evidence):
        file = ContentFile(b"%PDF-1.4", name="判决书.pdf") if evidence else ""
        case = BlacklistCase(
            business=business, ground=ground, facts=facts, basis=determination, evidence_file=file,
            determined_on=determined, severity=severity,
        )  # fmt: skip
        return proposing.propose_case(case, actor=who, today=self.day)

    def _proposed(self, case, code, severity, determined, who):
        ref = self.names.give("案件", case.pk)
        self.oracle.proposed(ref, code, self.day, severity, determined, who.get_username())
        self.later(self.rng.randint(0, 3), lambda: self.clear(ref))

    def clear(self, ref):
        basis = builders.legal_basis(in_force_from=self.start, document="仿真社会信用条例")
        if self.chance(self.profile.attempts):
            self.step(
                ref,
                "未经法制审核即告知",
                proposing.notify,
                builders.clerk(),
                lacking="法制审核",
                delivery_proof="回证1",
            )
        self.step(
            ref, "法制审核通过", reviewing.clear, builders.legal(), reason="依据充分", listing_basis=basis,
            fact=lambda _: self.oracle.cleared(ref, self.day, "legal"),
        )  # fmt: skip
        self.later(self.rng.randint(0, 3), lambda: self.notify(ref))

    def notify(self, ref):
        if self.chance(self.profile.attempts):
            self.step(
                ref,
                "告知，无送达凭据",
                proposing.notify,
                builders.clerk(),
                lacking="凭据",
                delivery_proof=" ",
            )
        self.step(
            ref, "告知送达", proposing.notify, builders.clerk(), delivery_proof="EMS1",
            fact=lambda _: self.oracle.notified(ref, self.day, "clerk"),
        )  # fmt: skip
        if self.chance(0.4):
            self.later(self.rng.randint(1, 5), lambda: self.reply(ref))
        for days in self.profile.decision_days:
            self.later(days, lambda: self.decide(ref))

    def reply(self, ref):
        if self.oracle.cases[ref].state != "notified":
            return
        waived = self.chance(0.3)
        self.step(
            ref, "放弃申辩" if waived else "陈述申辩", proposing.record_reply, builders.clerk(), reply="不属实，请复核。",
            waived=waived, fact=lambda _: self.oracle.answered(ref, self.day, waived=waived),
        )  # fmt: skip
        self.later(self.rng.randint(2, 9), lambda: self.review(ref))

    def review(self, ref):
        if self.oracle.cases[ref].state == "replied":
            self.step(
                ref, "复核", proposing.review_reply, builders.clerk(), review="不予采纳，理由如下。",
                fact=lambda _: self.oracle.reviewed(ref),
            )  # fmt: skip

    def decide(self, ref):
        """Tried again and again: too early, by the one who proposed, and at last as it must be."""
        case = self.oracle.cases[ref]
        if case.state not in ("notified", "replied"):
            return
        by_one = self.people_alike or self.chance(self.profile.attempts)
        who = people.both() if by_one else builders.head()
        lacking = may_list(case, self.day, who.get_username(), self.oracle.almanac)
        if self.chance(0.06):
            self.step(ref, "不予列入", deciding.dismiss, builders.head(), reason="证据不足",
                      fact=lambda _: self.oracle.dismissed(ref, self.day))  # fmt: skip
            return
        done = self.step(
            ref, f"决定列入（{who.get_username()}）", deciding.list_business, who, lacking=lacking, reason="事实清楚",
            fact=lambda _: self.oracle.listed(ref, self.day, who.get_username()),
        )  # fmt: skip
        if done:
            self.later(self.rng.randint(0, 2), lambda: self.show(ref))
        else:
            self.later(self.rng.randint(1, 4), lambda: self.decide(ref))

    def show(self, ref):
        """Serve the decision and publish it; publication without service is tried first at times."""
        case, legal = self.oracle.cases[ref], builders.legal()
        necessity = {"reason": "同意公开", "necessity": "涉及公众利益"}
        if self.chance(self.profile.attempts):
            self.step(
                ref,
                "未送达即公开",
                publication.publish,
                legal,
                lacking=may_show(case, self.day, "legal"),
                **necessity,
            )
        self.step(
            ref, "决定送达", serving.serve_decision, builders.clerk(), delivery_proof="回证2", method="direct",
            fact=lambda _: self.oracle.served(ref, self.day),
        )  # fmt: skip
        lacking = may_show(case, self.day, "legal")
        shown = self.step(
            ref,
            "同意公开",
            publication.publish,
            legal,
            lacking=lacking,
            fact=lambda _: self.oracle.shown(ref, self.day),
            **necessity,
        )
        if shown:
            self._plan_end(ref)

    def _plan_end(self, ref):
        case = self.oracle.cases[ref]
        early, late = (case.earliest_repair - self.day).days, (case.hidden_from - self.day).days
        if self.chance(self.profile.repaired):
            for days in (early - 1, early, min(early + self.rng.randint(1, 60), late - 1)):
                if days > 0:
                    self.later(days, lambda: self.ask_repair(ref))
        elif self.chance(self.profile.taken_off):
            self.later(self.rng.randint(0, max(late - 1, 0)), lambda: self.take_off(ref))

    def ask_repair(self, ref):
        case = self.oracle.cases[ref]
        some = [name for name in PAPERS if not self.chance(self.profile.attempts / 2)]
        papers = {name: (f"{name}.pdf", b"%PDF-1.4") for name in some}
        asked = self.step(
            ref, f"申请修复（{len(some)}份材料）", repairing.receive, builders.clerk(), applicant="张三", statement="已全部还清",
            lacking=may_ask_repair(case, self.day, some), fact=lambda made: self._asked(made, ref), **papers,
        )  # fmt: skip
        if asked:
            repair = self.names.of("修复", asked.pk)
            self.later(self.rng.choice((2, 6, 18)), lambda: self.check_repair(repair, ref))

    def _asked(self, made, ref):
        self.oracle.repair_asked(self.names.give("修复", made.pk), ref, self.day)

    def check_repair(self, repair, ref):
        if self.oracle.cases[ref].state == "removed":
            return
        good, row = self.chance(0.7), lambda: self.names.row(RepairRequest, "修复", repair)
        met = dict.fromkeys(("corrected", "duties_performed", "promise_public"), good)
        self.do(
            f"{repair} 核查", lambda: repairing.verify(row(), actor=builders.clerk(), today=self.day, reason="经核实", **met),
            fact=lambda _: self.oracle.repair_went(repair, "verified"),
        )  # fmt: skip
        second = people.second_head()
        given = {"actor": second, "today": self.day, "reason": "已履行义务"}
        if not good:
            self.do(f"{repair} 未纠正即准予", lambda: repairing.grant(row(), **given), lacks="尚未纠正")
            self.do(f"{repair} 不予修复", lambda: repairing.refuse(row(), **given),
                    fact=lambda _: self.oracle.repair_went(repair, "refused"))  # fmt: skip
            return
        self.do(f"{repair} 准予修复", lambda: repairing.grant(row(), **given),
                fact=lambda _: (self.oracle.repair_went(repair, "granted"), self.oracle.removed(ref, self.day)))  # fmt: skip

    def take_off(self, ref):
        """The determining document was corrected: off the list; the corrected one begins a case of its own."""
        case = self.oracle.cases[ref]
        if case.state not in ("listed", "published") or case.repair_open():
            return
        self.step(
            ref, "认定文书被更正，移出", removal.remove, people.second_head(), reason="判决书更正", cause=removal.REVOKED,
            fact=lambda _: self.oracle.removed(ref, self.day),
        )  # fmt: skip
        if self.chance(0.5):
            self.later(self.rng.randint(1, 5), lambda: self.propose_case(case.subject))
