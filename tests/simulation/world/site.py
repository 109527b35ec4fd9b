"""The public site as the register looks at it: asked in this process, unreachable while it is down."""

from urllib.parse import urlsplit

from django.test import Client

from publicity.making_up import EXTEND
from publicity.models import Notice, PageCheck
from publicity.proving import opened_at
from registry.ledger.proposals.deciding import approve, refuse
from registry.ledger.proposals.models import Proposal
from tests import builders

MINUTES = 1440


class Site:
    def fetch(self, url):
        """In the place of one GET over the network: (result, status, page, note)."""
        if self.down_until and self.day <= self.down_until:
            return PageCheck.Result.UNREACHABLE, None, "", "连接不上网站。"
        answer = Client().get(urlsplit(url).path)
        result = PageCheck.Result.SAME if answer.status_code == 200 else PageCheck.Result.STATUS
        return result, answer.status_code, answer.content.decode(), ""

    def outages(self):
        """Now and then the site is down for some days; what an outage asks for is decided by a person."""
        if self.chance(self.profile.outages):
            self.down_until = self.day + self.one * self.rng.randint(0, 2)
            self.note(f"网站中断至 {self.down_until}")
        waiting = Proposal.objects.filter(act=EXTEND, status="open")
        for made in waiting:
            if self.chance(self.profile.extension_decided):
                self._make_up(made.pk, self.names.of("公示", made.arguments["notice"]))

    def _make_up(self, pk, ref):
        if self.oracle.notices[ref].state != "open":
            return
        granted = self.chance(self.profile.outages_granted)
        verb = approve if granted else refuse
        given = {"actor": builders.head(), "today": self.day, "reason": "核对"}
        self.do(
            f"{'批准' if granted else '驳回'} {ref} 因网页中断顺延", lambda: verb(Proposal.objects.get(pk=pk), **given),
            fact=lambda _: self.oracle.made_up(ref, self.day, granted),
        )  # fmt: skip

    def tell_looks(self):
        """The looks as written down are evidence for both sides."""
        for notice in Notice.objects.filter(status="open"):
            rows = notice.page_checks.order_by("id").values_list("checked_at", "result")
            looks = [(at.astimezone(self.zone), found == "same") for at, found in rows]
            self.oracle.looked(
                self.names.of("公示", notice.pk), opened_at(notice).astimezone(self.zone), looks
            )
