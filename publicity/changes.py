"""The list of public changes: what is public now is compared with what was seen last, and each difference gets a number.

Nothing has to report its change, so nothing can forget to: a day that begins counts like a row that is written. On the same day
only what a history row leads to is compared (`moved`); the first look of each day compares everything. Numbers are
given out under a lock that is held until commit, from one snapshot; a reader never sees a number before a lower one.
"""

import hashlib
import json
from functools import reduce
from operator import or_

from django.db import OperationalError, connection, transaction
from django.db.models import F, OuterRef, Q, Subquery

from registry.parties.models import Qualification

from .edition import edition_of
from .listing import roster_id, roster_line
from .models import Announcement, ChangeHead, Notice, PublicChange
from .moved import ANNOUNCEMENT, NOTICE, ROSTER, moved_since
from .publicdata import announcements_json, notices_json

ADDED, CHANGED, REMOVED = PublicChange.Action.values
# What moves with every day without anything having changed.
MOVING = ("workday_n", "workdays_left", "period", "days")
CHUNK = 500


def look(*, today, moment) -> int:
    """Number whatever has changed in public since the last look. Returns how many; 0 while somebody else is looking."""
    head = ChangeHead.objects.get_or_create(id=1)[0]
    word = edition_of(today).word
    if word and word == head.edition:
        return 0
    try:
        return _look(today, moment)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        return 0


def _look(today, moment):
    alone = connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and not alone:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        edition = edition_of(today)
        head = ChangeHead.objects.select_for_update(skip_locked=connection.vendor == "postgresql").first()
        if head is None:
            return 0
        keys = moved_since(head.marks, edition, today)
        rows = list(_differences(today, keys))
        for at, row in enumerate(rows, start=1):
            row.number, row.recorded_at = head.number + at, moment
        PublicChange.objects.bulk_create(rows, batch_size=CHUNK)
        head.number, head.edition = head.number + len(rows), edition.word
        if edition.word:
            head.marks = {"day": today.isoformat(), "last": edition.last}
        head.save()
    return len(rows)


def _differences(today, keys=None):
    """Unnumbered rows, in the order of their days; of the records in `keys` ({subject: keys}), or of all."""
    before, now = _seen(keys), dict(_public(today, keys))
    rows = [
        _gone(key, public_id, today)
        for key, (public_id, digest) in before.items()
        if digest and key not in now
    ]
    for key, (public_id, digest, since) in now.items():
        last = before.get(key, ("", ""))[1]
        if digest == last:
            continue
        action, on = (CHANGED, today) if last else (ADDED, today if key in before else since)
        rows.append(_row(key, public_id, action, on, digest))
    return sorted(rows, key=lambda row: row.changed_on)


def _gone(key, public_id, today):
    return _row(key, public_id, REMOVED, today, "")


def _row(key, public_id, action, on, digest):
    subject, record_id = key
    return PublicChange(
        subject=subject, record_id=record_id, public_id=public_id, action=action, changed_on=on, digest=digest
    )


def _seen(keys):
    """{(subject, record): (public number, fingerprint)} as last numbered."""
    rows = PublicChange.objects.all()
    if keys is not None:
        wanted = [Q(subject=subject, record_id__in=found) for subject, found in keys.items() if found]
        rows = rows.filter(reduce(or_, wanted)) if wanted else rows.none()
    same = PublicChange.objects.filter(subject=OuterRef("subject"), record_id=OuterRef("record_id"))
    last = Subquery(same.order_by("-number").values("number")[:1])
    rows = rows.annotate(last=last).filter(number=F("last"))
    told = rows.values_list("subject", "record_id", "public_id", "digest")
    return {(subject, record): (public_id, digest) for subject, record, public_id, digest in told}


def _public(today, keys):
    """((subject, record), (public number, fingerprint, day since when)) of what is public on `today`."""
    among = lambda rows, subject: rows if keys is None else rows.filter(pk__in=keys[subject])  # noqa: E731
    notices = list(among(Notice.objects.public(), NOTICE).order_by("pk"))
    for row, told in zip(notices, notices_json(notices, today), strict=True):
        yield (NOTICE, row.pk), (row.serial, _digest(told), row.published_on)
    rows = among(Announcement.objects.public(today), ANNOUNCEMENT)
    rows = list(rows.select_related("notice", "corrects").order_by("pk"))
    for row, told in zip(rows, announcements_json(rows, today), strict=True):
        yield (ANNOUNCEMENT, row.pk), (row.serial, _digest(told), row.published_on)
    for row in among(Qualification.objects.public(), ROSTER).order_by("pk").iterator(CHUNK):
        yield (ROSTER, row.pk), (roster_id(row.pk), _digest(roster_line(row)), row.recognised_on)


def _digest(told):
    fixed = {name: value for name, value in told.items() if name not in MOVING}
    return hashlib.sha256(json.dumps(fixed, sort_keys=True).encode()).hexdigest()


def after(number, limit) -> list[PublicChange]:
    """The next changes after a number, oldest first."""
    return list(PublicChange.objects.filter(number__gt=number).order_by("number")[:limit])


def records_of(changes, today) -> dict:
    """{(subject, record): what is public of it today}; what is public no longer is left out."""
    keys = {
        subject: [c.record_id for c in changes if c.subject == subject]
        for subject in PublicChange.Subject.values
    }
    notices = list(Notice.objects.public().filter(pk__in=keys[NOTICE]))
    told = {(NOTICE, row.pk): said for row, said in zip(notices, notices_json(notices, today), strict=True)}
    rows = Announcement.objects.public(today).filter(pk__in=keys[ANNOUNCEMENT])
    rows = list(rows.select_related("notice", "corrects"))
    told |= {
        (ANNOUNCEMENT, row.pk): said for row, said in zip(rows, announcements_json(rows, today), strict=True)
    }
    for row in Qualification.objects.public().filter(pk__in=keys[ROSTER]):
        told[ROSTER, row.pk] = roster_line(row)
    return told
