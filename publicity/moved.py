"""Which public records may have changed since the last look: those that a history row written since leads to (decision 0055).

A record is public by its own row and by what is shown beside it, so each source names the records it stands in. A day that
begins and a policy that is approved move every record.
"""

from registry.history.writing import history_of
from registry.parties.models import Business, Qualification
from registry.policy.models import PolicyVersion

from .edition import SOURCES
from .models import Announcement, Notice, NoticeEntry, PublicChange

NOTICE, ANNOUNCEMENT, ROSTER = PublicChange.Subject.values
# PostgreSQL gives out numbers a moment before it is known that somebody is writing: so many are looked at once more.
OVERLAP = 100
MOST = 2000


def moved_since(marks, edition, today) -> dict | None:
    """{subject: keys} of the records to look at; None for all of them: another day, a policy, no marks, or too many."""
    if marks.get("day") != today.isoformat() or len(marks.get("last", ())) != len(SOURCES):
        return None
    keys = {NOTICE: set(), ANNOUNCEMENT: set(), ROSTER: set()}
    for model, mark, last in zip(SOURCES, marks["last"], edition.last, strict=True):
        if model is PolicyVersion:
            if last != mark:
                return None
            continue
        written = _written(model, mark)
        if len(written) > MOST:
            return None
        for subject, found in _LEADS[model](written):
            keys[subject] |= set(found) - {None}
    return keys if sum(map(len, keys.values())) <= MOST else None


def _written(model, mark):
    """Keys of the rows written since, and a few before."""
    rows = history_of(model).objects.filter(history_id__gt=mark - OVERLAP)
    return list(rows.order_by().values_list("id", flat=True).distinct()[: MOST + 1])


def _told(model, keys, column):
    """What this column of these rows says now and ever said."""
    return history_of(model).objects.filter(id__in=keys).order_by().values_list(column, flat=True).distinct()


def _of_notices(keys):
    yield NOTICE, keys
    yield NOTICE, _told(Notice, keys, "supplements_id")


def _of_entries(keys):
    yield NOTICE, _told(NoticeEntry, keys, "notice_id")


def _of_announcements(keys):
    yield ANNOUNCEMENT, keys
    yield ANNOUNCEMENT, _told(Announcement, keys, "corrects_id")
    yield NOTICE, _told(Announcement, keys, "notice_id")


def _of_standings(keys):
    yield ROSTER, keys


def _of_businesses(keys):
    yield ROSTER, Qualification.objects.filter(business__in=keys).values_list("pk", flat=True)


_LEADS = {
    Notice: _of_notices, NoticeEntry: _of_entries, Announcement: _of_announcements, Qualification: _of_standings,
    Business: _of_businesses,
}  # fmt: skip
