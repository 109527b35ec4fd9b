"""Facts about notices, entries, objections and standings, as they become known."""

from .almanac import months_after
from .notices import DECIDED, Entry, Notice, Objection
from .outages import touched

ACCEPT, DECIDE, REPLY = 3, 15, 5
KEPT_MONTHS = 24


class PublicityFacts:
    def opened(self, ref, day, entries):
        """A notice was published on `day` with (entry, subject) pairs."""
        end = self.almanac.nth(day, 10)
        notice = Notice(
            ref, day, self.almanac.nth(day, 1), end, self.almanac.certain(day, end),
            [Entry(entry, subject, basis=day) for entry, subject in entries], basis=day,
        )  # fmt: skip
        self.notices[ref] = notice
        for entry in notice.entries:
            self.entries[entry.ref] = (notice, entry)
            self.standing[entry.subject] = "candidate"
        self.number("公示", day)

    def withdrawn(self, ref, day):
        """One entry is struck off the published list."""
        _, entry = self.entries[ref]
        entry.become("withdrawn", day)
        self.standing[entry.subject] = "lapsed"

    def revoked(self, ref, day):
        """The whole notice is taken back: its undecided entries go with it."""
        notice = self.notices[ref]
        notice.state, notice.basis = "withdrawn", day
        for entry in notice.entries:
            if entry.state in ("in_publicity", "held"):
                self.withdrawn(entry.ref, day)

    def corrected(self, ref, day):
        """A slip was put right by two persons: told at once, the window runs on."""
        _, entry = self.entries[ref]
        entry.corrections.append(day)
        self.tell("correction", f"{ref}#{len(entry.corrections)}", day, day)

    def extended(self, ref):
        """A second person adopted the later end a changed calendar calls for."""
        self.notices[ref].make_certain(self.almanac)

    def looked(self, ref, opened_at, looks):
        """When the page was looked at, and whether it could be read then."""
        self.notices[ref].opened_at, self.notices[ref].looks = opened_at, looks

    def made_up(self, ref, day, granted):
        """A person decided on the outages asked about: granted, the days lost follow after the end, or after today."""
        notice = self.notices[ref]
        lost = touched(notice, notice.asked_gaps, self.almanac)
        notice.settled_gaps |= {first for first, _ in notice.asked_gaps}
        notice.asked_gaps = []
        if granted:
            wanted = self.almanac.nth(max(day, notice.end), len(lost))
            notice.days = len(self.almanac.between(notice.start or notice.published, wanted))
            notice.end = wanted

    def not_lengthened(self, ref):
        self.notices[ref].waiting = False

    def objected(self, ref, entry_ref, day, *, named):
        notice, entry = self.entries[entry_ref]
        state = "received" if named else "lead"
        found = Objection(ref, not notice.open_on(day), named, [(day, state)])
        if named:
            found.due = self.almanac.nth(day, ACCEPT)
        else:
            found.forget_on = months_after(day, KEPT_MONTHS)
        entry.objections.append(found)
        self.objections[ref] = (notice, entry, found)
        self.number("受理号", day)

    def handled(self, ref, day, state):
        """One step with an objection; what it held is decided at once."""
        notice, entry, found = self.objections[ref]
        found.steps.append((day, state))
        self._new_deadline(found, day, state)
        if state in DECIDED:
            self.bring_up(notice, entry, day)

    def _new_deadline(self, found, day, state):
        if state == "accepted":
            found.due = self.almanac.nth(day, DECIDE)
        elif state == "investigating":
            found.due, found.forget_on = found.due if found.named else self.almanac.nth(day, DECIDE), None
        elif state in ("major", "minor", "unfounded") and found.named:
            found.due = self.almanac.nth(day, REPLY)
        else:
            found.due, found.forget_on = None, months_after(day, KEPT_MONTHS)

    def qualified(self, subject):
        """Taken over from the roster kept before."""
        self.standing[subject] = "qualified"

    def warned(self, subject):
        if self.standing.get(subject) == "qualified":
            self.standing[subject] = "warned"

    def cancelled(self, subject, day):
        self.standing[subject] = "cancelled"
        self.to_tell("cancellation", subject, day)

    def restored(self, subject, day):
        self.standing[subject] = "qualified"
        self.to_tell("restoration", subject, day)

    def posted_late(self, ref, day):
        """A channel told the public only on `day`: counted from then the end would be later, if a second person agrees."""
        notice = self.notices[ref]
        notice.waiting = self.almanac.nth(day, notice.days) > notice.end

    def counted_from(self, ref, day):
        notice = self.notices[ref]
        notice.start, notice.waiting = day, False
        notice.make_certain(self.almanac)

    def holds(self, ref, day) -> bool:
        """Whether this objection holds its entry on `day`: the window over, and it was open at the end."""
        notice, entry, _ = self.objections[ref]
        over = notice.state != "withdrawn" and notice.over(day, self.almanac)
        return entry.state == "held" or (
            entry.state == "in_publicity" and over and entry.verdict(notice.end) == "held"
        )

    def applicant_left(self, ref, day):
        """The applicant withdrew the application: the entry follows at the next run, from that day."""
        self.entries[ref][1].left = day
