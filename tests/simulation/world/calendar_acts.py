"""The State Council's lists come, late at times, and are amended while windows run; extensions take a second person."""

from pathlib import Path

from django.core.management import call_command

from publicity.models import Notice
from registry.ledger.proposals import extending
from registry.ledger.proposals.deciding import approve, refuse
from registry.ledger.proposals.models import Proposal
from registry.sanctions.models import BlacklistCase
from tests import builders

from . import calendars

MOVED_ON = ("已有变动", "日历又有变动")


class Arranging:
    def arrange(self, year, entries, number):
        """Import the list of a year by the command of the house; a second person approves an amendment."""
        path = Path(self.folder) / f"{year}.csv"
        path.write_text(calendars.as_csv(entries), encoding="utf-8")
        given = {"document": number, "user": "clerk", "approved_by": "head", "stdout": self.quiet}
        builders.clerk(), builders.head()
        self.lists[year] = entries
        self.do(
            f"导入{year}年节假日安排（{number}）", lambda: call_command("import_calendar", year, path, **given),
            fact=lambda _: self.oracle.arranged(year, *calendars.lists(entries)),
        )  # fmt: skip

    def amend(self):
        """Make a day of a running window a holiday, or a day off a working day."""
        running = [
            n for n in self.oracle.notices.values() if n.state == "open" and n.certain and n.end > self.day
        ]
        if not running:
            return
        notice = self.rng.choice(running)
        days = [
            d for n in range(1, 8) if (d := self.day + self.one * n) <= notice.end and d.year in self.lists
        ]
        works = self.oracle.almanac.works
        longer = self.chance(self.profile.amended_longer)
        fitting = [d for d in days if works(d) == longer]
        if not fitting:
            return
        day = self.rng.choice(fitting)
        kept = [line for line in self.lists[day.year] if line[0] != day]
        changed = (day, "holiday" if longer else "workday", "临时调整")
        self.revised += 1
        self.arrange(
            day.year, sorted([*kept, changed]), f"国办发明电〔{self.day.year}〕{100 + self.revised}号"
        )

    def decide_extensions(self):
        """Every deadline the calendar moves later waits for a second person; refused and lapsed ones are asked for anew."""
        for model, kind, row in self._called_for():
            waiting = Proposal.objects.filter(
                act=extending.EXTEND, record_type=model._meta.label_lower, record_id=self.names.pk[kind, row.ref], status="open"
            ).first()  # fmt: skip
            draw = self.rng.random()
            if waiting and draw < self.profile.extension_decided:
                self._decide(waiting, model, kind, row.ref)
            elif waiting is None and draw < self.profile.extension_asked:
                self._propose_anew(model, kind, row.ref)

    def _called_for(self):
        almanac = self.oracle.almanac
        for notice in self.oracle.notices.values():
            if notice.state == "open" and notice.certain and notice.owed_end(almanac) > notice.end:
                yield Notice, "公示", notice
        for case in self.oracle.cases.values():
            running = case.state in ("notified", "replied") and case.certain and not case.waived
            if running and case.owed_reply(almanac) > case.reply_due:
                yield BlacklistCase, "案件", case

    def _decide(self, waiting, model, kind, ref):
        row, fresh = self.names.row(model, kind, ref), lambda: Proposal.objects.get(pk=waiting.pk)
        stale = (
            row.version != waiting.record_version
            or extending.later_end(row).isoformat() != waiting.arguments["ends_on"]["date"]
        )
        if stale or waiting.expires_on < self.day or self.chance(0.15):
            self.do(
                f"驳回 {ref} 顺延",
                lambda: refuse(fresh(), actor=builders.head(), today=self.day, reason="另行提出"),
            )
            return
        adopted = self.oracle.extended if kind == "公示" else self.oracle.more_time
        self.do(
            f"批准 {ref} 顺延", lambda: approve(fresh(), actor=builders.head(), today=self.day, reason="同意"),
            fact=lambda _: adopted(ref),
        )  # fmt: skip

    def _propose_anew(self, model, kind, ref):
        given = {"actor": builders.clerk(), "today": self.day, "reason": "原文已核对"}
        self.do(
            f"再次提出 {ref} 顺延",
            lambda: extending.propose_extension(self.names.row(model, kind, ref), **given),
        )
