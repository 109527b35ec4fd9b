"""What stands beside many notices or announcements, fetched together: entries, links to each other, the policy of the day."""

from collections import defaultdict

from registry.policy.models import PolicyVersion
from registry.policy.versions import policy_on

from .deadlines import months_after
from .models import Announcement, Notice, NoticeEntry
from .shown import FIELDS, entry_line, without_names


def entry_state(entry, today) -> str:
    """What the public reads about one entry today; never early, never stale."""
    if entry.status == "in_publicity" and not entry.notice.is_open(today):
        return "公示期满，结果待公告"
    return entry.get_status_display()


class Policies:
    """The versions of the policy by day, read once."""

    def __init__(self):
        told = ("in_force_from", "in_force_to", "document_number", "publicity_retention_months")
        self.versions = list(PolicyVersion.objects.approved().only(*told))

    def policy_on(self, day) -> PolicyVersion:
        """The version in force on `day`. Raises Refusal when there is none."""
        holds = (v for v in self.versions if v.in_force_from <= day and (v.in_force_to or day) >= day)
        return next(holds, None) or policy_on(day)

    def names_leave_on(self, day):
        """The day the names of persons leave what was over, or published, on `day`."""
        return months_after(day, self.policy_on(day).publicity_retention_months)


class Lists(Policies):
    """The entries of these published notices as shown on `today`."""

    def __init__(self, notices, today):
        super().__init__()
        self.today, self.keys, self.entries = today, [notice.pk for notice in notices], defaultdict(list)
        for entry in NoticeEntry.objects.filter(notice__in=self.keys).public().order_by("ordinal"):
            self.entries[entry.notice_id].append(entry)

    def entries_of(self, notice) -> list[dict]:
        """The lines of one notice; of a struck entry the number and the state only."""
        nameless = self.names_leave_on(notice.ends_on) <= self.today
        return [shown_line(entry, notice, self.today, nameless=nameless) for entry in self.entries[notice.pk]]


class Told(Lists):
    """Of these published notices: entries as shown on `today`, serials of what belongs to them."""

    def __init__(self, notices, today):
        super().__init__(notices, today)
        self.announcements, self.additions = defaultdict(list), defaultdict(list)
        told = Announcement.objects.filter(notice__in=self.keys, published_on__lte=today)
        for notice, serial in told.values_list("notice_id", "serial"):
            self.announcements[notice].append(serial)
        for notice, serial in (
            Notice.objects.public().filter(supplements__in=self.keys).values_list("supplements_id", "serial")
        ):
            self.additions[notice].append(serial)
        supplemented = {notice.supplements_id for notice in notices} - {None}
        self.serials = dict(Notice.objects.filter(pk__in=supplemented).values_list("pk", "serial"))


def shown_line(entry, notice, today, *, nameless) -> dict:
    """One line of the list of `notice` as it is shown on `today`, with or without the names of persons."""
    entry.notice = notice
    line = without_names(entry_line(entry)) if nameless else entry_line(entry)
    if entry.status == "withdrawn":
        line = dict.fromkeys(FIELDS, "") | {"ordinal": entry.ordinal, "shown_name": "（已撤回）"}
    outcome = entry.outcome_on.isoformat() if entry.outcome_on else None
    corrected = entry.corrected_on.isoformat() if entry.corrected_on else None
    more = {"state": entry_state(entry, today), "outcome_on": outcome, "corrected_on": corrected}
    return {**line, **more}


def later_announcements(announcements) -> dict:
    """Key of each announcement -> what corrected or replaced it, oldest first."""
    later = defaultdict(list)
    found = Announcement.objects.filter(corrects__in=[one.pk for one in announcements]).order_by("pk")
    for one in found.only("pk", "serial", "corrects_id", "published_on"):
        later[one.corrects_id].append(one)
    return later
