"""What falls due when the timers go through one day; the day that counts is never the day of the run."""

from datetime import timedelta

from .almanac import DAY, months_after
from .notices import FOUND, OPEN
from .outages import gaps, touched
from .told import Told, Untold

NAMES_KEPT = 24
TOLERANCE = timedelta(hours=48, minutes=5)


class DayRun:
    def day_run(self, day):
        """The timers have gone through `day`. Going through it twice changes nothing."""
        for case in self.cases.values():
            self._case(case, day)
        for notice in list(self.notices.values()):
            self._notice(notice, day)
        self._tell_changes(day)
        for _, _, objection in self.objections.values():
            self._remind(objection, day)
        self._forget(day)

    def _case(self, case, day):
        if case.state == "published" and case.hidden_from <= day:
            case.become("listed", case.hidden_from)
            self.effect("公开期满", case.ref, case.hidden_from)
        if case.state in ("notified", "replied"):
            if not case.certain and self.almanac.certain(case.notified, case.owed_reply(self.almanac)):
                self.reply_certain(case)
            if case.certain and case.owed_reply(self.almanac) <= case.reply_due < day:
                self.effect("提醒决定列入", case.ref, case.reply_due + DAY)
        for repair in case.repairs:
            if repair.state in ("received", "verified") and repair.due < day:
                self.effect("提醒决定修复", repair.ref, repair.due + DAY)

    def _notice(self, notice, day):
        if notice.state == "withdrawn":
            return
        if notice.state == "open":
            self._window(notice, day)
        for entry in notice.entries:
            if entry.left and entry.left <= day and entry.state in ("in_publicity", "held"):
                self.withdrawn(entry.ref, entry.left)
        if notice.state == "closed" or notice.over(day, self.almanac):
            for entry in notice.entries:
                self.close(notice, entry)
                self.settle(notice, entry, day)
        if notice.state == "open" and notice.over(day, self.almanac):
            notice.state, notice.basis = "closed", notice.after
            self.effect("公示结束", notice.ref, notice.after)
        self._announce(notice, day)

    def _window(self, notice, day):
        if not notice.certain and (
            notice.end < day or self.almanac.certain(notice.published, max(notice.end, notice.published))
        ):
            notice.make_certain(self.almanac)
        if not notice.asked_gaps:
            open_gaps = [gap for gap in gaps(notice, TOLERANCE) if gap[0] not in notice.settled_gaps]
            notice.asked_gaps = open_gaps if touched(notice, open_gaps, self.almanac) else []

    def close(self, notice, entry):
        """The end of the window for one entry, by the objections as they stood at 24:00 of the last day."""
        if entry.state == "in_publicity":
            self._decide(entry, entry.verdict(notice.end), notice.after)

    def settle(self, notice, entry, day):
        """A held entry, once nothing holds it any more: from the day the last objection was decided."""
        verdict = entry.verdict(day, late_majors=True)
        if entry.state != "held" or verdict == "held":
            return
        decided = [o.decided_on for o in entry.objections if o.decided_on and o.decided_on <= day]
        self._decide(entry, verdict, max([notice.after, *decided]))

    def bring_up(self, notice, entry, day):
        """An objection was decided: the entry it held waits for no timer."""
        if notice.state != "withdrawn" and notice.over(day, self.almanac):
            self.close(notice, entry)
            self.settle(notice, entry, day)

    def _decide(self, entry, verdict, basis):
        entry.become(verdict, basis)
        ends = {"recognised": "qualified", "refused": "lapsed"}
        self.standing[entry.subject] = ends.get(verdict, self.standing[entry.subject])

    def _announce(self, notice, day):
        ready = [e for e in notice.entries if e.state == "recognised" and not e.told and e.basis <= day]
        for basis in sorted({entry.basis for entry in ready}):
            self.tell("recognition", notice.ref, basis, day)
        for entry in ready:
            entry.told = True

    def tell(self, kind, about, basis, day, last=None):
        self.told.append(Told(kind, about, basis, day, last))
        self.number("公告", day)

    def to_tell(self, kind, about, day):
        self.untold.append(Untold(kind, about, day))

    def _tell_changes(self, day):
        due = [change for change in self.untold if change.day <= day]
        self.untold = [change for change in self.untold if change.day > day]
        for change in due:
            getattr(self, f"_tell_{change.kind}")(change, day)

    def _last(self, kind, about):
        return next((told for told in reversed(self.told) if (told.kind, told.about) == (kind, about)), None)

    def _tell_cancellation(self, change, day):
        if self.standing[change.about] == "cancelled":
            self.tell("cancellation", change.about, change.day, day)

    def _tell_restoration(self, change, day):
        earlier = self._last("cancellation", change.about)
        if earlier and not earlier.replaced:
            earlier.replaced = True
            self.tell("restoration", change.about, change.day, day)

    def _tell_blacklist(self, change, day):
        case = self.cases[change.about]
        if case.state == "published":
            self.tell("blacklist", change.about, change.day, day, case.hidden_from - DAY)

    def _tell_hiding(self, change, day):
        earlier = self._last("blacklist", change.about)
        if earlier:
            earlier.last = min(earlier.last, change.day - DAY)
        return earlier

    def _tell_removal(self, change, day):
        earlier = self._tell_hiding(change, day)
        if earlier:
            earlier.replaced = True
            self.tell("removal", change.about, change.day, day)

    def _remind(self, objection, day):
        step = dict.fromkeys(("received",), "受理")
        step |= dict.fromkeys(OPEN[1:], "核查认定")
        step |= dict.fromkeys(FOUND, "答复") if objection.named else {}
        what = step.get(objection.state)
        if what and objection.due < day:
            self.effect(f"异议超期提醒{what}", objection.ref, objection.due)

    def _forget(self, day):
        for _, _, objection in self.objections.values():
            if objection.forget_on and objection.forget_on <= day:
                self.effect("清除异议人", objection.ref, objection.forget_on)
        for notice in self.notices.values():
            if notice.state != "open" and months_after(notice.end, NAMES_KEPT) <= day:
                self.effect("清除姓名", notice.ref, months_after(notice.end, NAMES_KEPT))
        for told in self.told:
            if months_after(told.published, NAMES_KEPT) <= day:
                self.effect("清除姓名", told.key, months_after(told.published, NAMES_KEPT))
