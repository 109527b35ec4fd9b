"""The office publishes: notices, supplements, late postings, corrections, withdrawals, revocations."""

from publicity import acts, drafting, late_posting, opening, posting, withdrawing
from publicity.models import Notice, NoticeEntry
from registry.history.acting import acting
from registry.ledger.proposals.deciding import approve, refuse
from registry.ledger.proposals.models import Proposal
from registry.screening import intake
from tests import builders
from tests.stories import chapters

from . import people
from .doing import ANY


class Publishing:
    def publish(self, applications, *, adds=""):
        """Draft and publish one notice today; `adds` names the notice it supplements."""
        given = {"contact": chapters.CONTACT, "actor": builders.clerk(), "today": self.day}
        parent = self.notice(adds) if adds else None
        rows = [people.application(pk) for pk in applications]
        notice = self.do("拟公示", lambda: drafting.draft_notice(rows, supplements=parent, **given))
        if notice is None:
            return
        pk = notice.pk
        fresh = lambda: Notice._base_manager.get(pk=pk)  # noqa: E731
        if self.chance(self.profile.attempts):
            self.do(
                "拟稿人自己发布",
                lambda: opening.open_notice(fresh(), actor=builders.clerk(), today=self.day),
                lacks=ANY,
            )
        self.do(
            "编号发布",
            lambda: opening.open_notice(fresh(), actor=builders.head(), today=self.day),
            fact=lambda notice: self._published(notice, adds),
        )

    def _published(self, notice, adds):
        ref = self.names.give("公示", notice.pk)
        rows = list(notice.entries.filter(status="in_publicity").order_by("ordinal"))
        entries = [(self.names.give("对象", e.pk, f"{ref}/{e.ordinal}"), e.uscc) for e in rows]
        self.oracle.opened(ref, self.day, entries)
        self.note(f"{ref} 公示至 {notice.ends_on}，{len(entries)}户")
        for entry, _ in entries:
            self._plan_entry(ref, entry)
        if self.chance(self.profile.posted_late):
            self.later(self.rng.randint(1, 4), lambda: self.post_late(ref))
        if self.chance(self.profile.revoked):
            self.later(self.rng.randint(1, 12), lambda: self.revoke(ref))
        if self.chance(self.profile.supplements) and self.spare and not adds:
            self.later(self.rng.randint(1, 8), lambda: self.supplement(ref))

    def _plan_entry(self, ref, entry):
        for _ in range(self.rng.choice(self.profile.objections)):
            self.later(self.rng.choice(self.profile.objection_days), lambda: self.object_to(entry))
        if self.chance(self.profile.objects_on_last_day):
            self.on_last_day.setdefault(ref, []).append(entry)
        if self.chance(self.profile.corrected):
            self.later(self.rng.randint(1, 9), lambda: self.correct(entry))
        if self.chance(self.profile.withdrawn):
            leave = self.applicant_leaves if self.chance(self.profile.applicant_leaves) else self.withdraw
            self.later(self.rng.randint(1, 9), lambda: leave(entry))

    def notice(self, ref):
        return self.names.row(Notice, "公示", ref)

    def entry(self, ref):
        return self.names.row(NoticeEntry, "对象", ref)

    def undecided(self, entry):
        return self.oracle.entries[entry][1].state in ("in_publicity", "held")

    def supplement(self, ref):
        if self.oracle.notices[ref].state != "withdrawn" and self.spare:
            self.publish([self.spare.pop(0)], adds=ref)

    def withdraw(self, entry):
        """Listed in error: struck off by the office."""
        if self.undecided(entry):
            self.do(
                f"撤回 {entry}",
                lambda: withdrawing.withdraw_entry(
                    self.entry(entry), actor=builders.clerk(), today=self.day, reason="误列"
                ),
                fact=lambda _: self.oracle.withdrawn(entry, self.day),
            )

    def applicant_leaves(self, entry):
        """The applicant withdraws the application while the notice stands."""
        notice, row = self.oracle.entries[entry]
        if row.left or row.state != "in_publicity" or notice.end < self.day:
            return
        given = {"actor": builders.clerk(), "today": self.day, "reason": "申请人撤回"}
        self.do(
            f"{entry} 撤回申报", lambda: intake.withdraw(self.entry(entry).application, **given),
            fact=lambda _: self.oracle.applicant_left(entry, self.day),
        )  # fmt: skip

    def revoke(self, ref):
        if self.oracle.notices[ref].state == "open":
            self.do(
                f"撤销 {ref}",
                lambda: withdrawing.withdraw_notice(
                    self.notice(ref), actor=builders.head(), today=self.day, reason="内容有误"
                ),
                fact=lambda _: self.oracle.revoked(ref, self.day),
            )

    def correct(self, entry):
        """A slip in the register of businesses, put right there and then on the list by two persons."""
        if not self.undecided(entry):
            return
        business = self.entry(entry).application.business
        with acting(builders.clerk(), "登记有误，改正所属镇"):
            business.town = "150627101" if business.town != "150627101" else "150627100"
            business.save()
        given = {"actor": builders.clerk(), "today": self.day, "reason": "笔误"}
        made = self.do(f"提出更正 {entry}", lambda: acts.propose_correction(self.entry(entry), **given))
        if made:
            self.do(
                f"批准更正 {entry}", lambda: self._approve(made.pk), fact=lambda _: self.oracle.corrected(entry, self.day)
            )  # fmt: skip

    def _approve(self, pk, who=None):
        return approve(
            Proposal.objects.get(pk=pk), actor=who or builders.head(), today=self.day, reason="核对无误"
        )

    def post_late(self, ref):
        """A channel of R28 told the public only today."""
        notice = self.oracle.notices[ref]
        if notice.state != "open" or notice.waiting or not notice.certain:
            return
        given = {"channel": "board", "posted_on": self.day, "url": "https://example.org/1", "today": self.day}
        self.do(
            f"{ref} 宣传栏今天才张贴",
            lambda: posting.record_posting(self.notice(ref), actor=builders.clerk(), **given),
            fact=lambda _: self._posted(ref, self.day),
        )

    def _posted(self, ref, day):
        self.oracle.posted_late(ref, day)
        if self.oracle.notices[ref].waiting:
            self.later(self.rng.randint(0, 6), lambda: self.decide_late_posting(ref, day))

    def decide_late_posting(self, ref, day):
        waiting = Proposal.objects.filter(
            act=late_posting.ACT, record_id=self.names.pk["公示", ref], status="open"
        ).first()
        if self.oracle.notices[ref].state != "open" or waiting is None:
            return
        if waiting.record_version != self.notice(ref).version or self.chance(0.3):
            self.do(
                f"驳回 {ref} 顺延",
                lambda: refuse(
                    Proposal.objects.get(pk=waiting.pk),
                    actor=builders.head(),
                    today=self.day,
                    reason="不予顺延",
                ),
                fact=lambda _: self.oracle.not_lengthened(ref),
            )
            return
        self.do(
            f"批准 {ref} 顺延",
            lambda: self._approve(waiting.pk),
            fact=lambda _: self.oracle.counted_from(ref, day),
        )
