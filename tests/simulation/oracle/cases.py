"""Facts about blacklist cases, as they become known."""

from .listings import REPAIR_WORKDAYS, REPLY_WORKDAYS, Case, Repair


class CaseFacts:
    def proposed(self, ref, subject, day, severity, determined, who):
        self.cases[ref] = Case(ref, subject, severity, determined)
        self.cases[ref].become("proposed", day, who)

    def cleared(self, ref, day, who):
        self.cases[ref].become("cleared", day, who)

    def notified(self, ref, delivered, who):
        """The notice reached the subject: five working days to answer, the day of delivery not counted."""
        case = self.cases[ref]
        case.become("notified", delivered, who)
        case.notified, case.reply_due = delivered, self.almanac.nth(delivered, REPLY_WORKDAYS)
        case.certain = self.almanac.certain(delivered, case.reply_due)

    def answered(self, ref, day, *, waived):
        case = self.cases[ref]
        case.become("replied", day)
        case.replied, case.waived = True, waived

    def reviewed(self, ref):
        self.cases[ref].reviewed = True

    def more_time(self, ref):
        """A second person adopted the later end of the reply period."""
        case = self.cases[ref]
        case.reply_due = max(case.reply_due, case.owed_reply(self.almanac))

    def listed(self, ref, day, who):
        case = self.cases[ref]
        if not case.certain:
            self.reply_certain(case)
        case.become("listed", day, who)
        self.warned(case.subject)

    def dismissed(self, ref, day):
        self.cases[ref].become("dismissed", day)

    def served(self, ref, day):
        self.cases[ref].served = day

    def shown(self, ref, day):
        case = self.cases[ref]
        case.become("published", day)
        case.shown_from = day
        self.to_tell("blacklist", ref, day)

    def removed(self, ref, day):
        case = self.cases[ref]
        self.to_tell("removal" if case.state == "published" else "hiding", ref, day)
        case.become("removed", day)

    def repair_asked(self, ref, case_ref, day):
        repair = Repair(ref, self.almanac.nth(day, REPAIR_WORKDAYS))
        self.cases[case_ref].repairs.append(repair)
        self.repairs[ref] = repair

    def repair_went(self, ref, state):
        self.repairs[ref].state = state

    def reply_certain(self, case):
        case.reply_due = max(case.reply_due, case.owed_reply(self.almanac))
        case.certain = self.almanac.certain(case.notified, case.owed_reply(self.almanac))
