"""Everything that must be so, as one dict of plain values: what is decided, and what anybody may read."""

LABELS = {
    "in_publicity": "公示中", "held": "异议核查中", "recognised": "已认定", "refused": "不予认定", "withdrawn": "已撤回",
}  # fmt: skip
LOOKED_BACK = 45


class Showing:
    def expected(self, day) -> dict:
        """Key -> values. Keys name the thing, values the days and states that both sides must agree on."""
        found = {}
        for notice in self.notices.values():
            found |= self._notice_shown(notice, day)
        for case in self.cases.values():
            found["案件", case.ref] = {"state": case.state, "basis": case.basis, "due": case.reply_due}
            found["公开", case.ref] = {"board": case.shown_on(day), "check": self._checked(case, day)}
        for told in self.told:
            found[told.key] = {
                "published": told.published,
                "shown": told.shown_on(day),
                "told": told.state_on(day),
            }
        for subject, state in self.standing.items() - {(s, "none") for s in self.standing}:
            found["资格", subject] = {"state": state, "roster": state in ("qualified", "warned")}
        for key, basis in self.effects.items():
            found["到期", *key] = {"basis": basis}
        for key, n in self.given.items():
            found["编号", *key] = {"numbers": list(range(1, n + 1))}
        return found

    def _notice_shown(self, notice, day):
        found = {
            ("公示", notice.ref): {
                "state": notice.state, "basis": notice.basis, "first": notice.first, "end": notice.end,
                "certain": notice.certain, "certificates": int(notice.state == "closed"),
            }
        }  # fmt: skip
        live = notice.state == "open" or (day - notice.end).days <= LOOKED_BACK
        if live:
            found["公示页", notice.ref] = {"open": notice.open_on(day)}
        for entry in notice.entries:
            found["对象", entry.ref] = {"state": entry.state, "basis": entry.basis}
            if live and notice.state != "withdrawn":
                found["对象页", entry.ref] = self._line(notice, entry, day)
        return found

    def _line(self, notice, entry, day):
        label = LABELS[entry.state]
        if entry.state == "in_publicity" and not notice.open_on(day):
            label = "公示期满，结果待公告"
        return {"label": label, "named": entry.state != "withdrawn"}

    def _checked(self, case, day):
        return any(c.shown_on(day) for c in self.cases.values() if c.subject == case.subject)

    def expected_pages(self, day):
        """Notices whose pages are looked at on `day`."""
        live = [n for n in self.notices.values() if n.state == "open" or (day - n.end).days <= LOOKED_BACK]
        return {("公示页", notice.ref) for notice in live}
