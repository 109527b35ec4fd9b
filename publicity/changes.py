"""The list of public changes: what is public now is compared with what was seen last, and each difference gets a number.

Nothing has to report its change, so nothing can forget to: a day that begins counts like a row that is written. Numbers are
given out under a lock that is held until commit, from one snapshot; a reader never sees a number before a lower one.
"""

import hashlib
import json

from django.db import OperationalError, connection, transaction
from django.db.models import F, OuterRef, Subquery

from registry.parties.models import Qualification

from .edition import edition_of
from .listing import roster_id, roster_line
from .models import Announcement, ChangeHead, Notice, PublicChange
from .publicdata import announcements_json, notices_json

NOTICE, ANNOUNCEMENT, ROSTER = PublicChange.Subject.values
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
        word = edition_of(today).word
        head = ChangeHead.objects.select_for_update(skip_locked=connection.vendor == "postgresql").first()
        if head is None:
            return 0
        rows = list(_differences(today))
        for at, row in enumerate(rows, start=1):
            row.number, row.recorded_at = head.number + at, moment
        PublicChange.objects.bulk_create(rows, batch_size=CHUNK)
        head.number, head.edition = head.number + len(rows), word
        head.save()
    return len(rows)


def _differences(today):
    """Unnumbered rows, in the order of their days."""
    before, now = _seen(), dict(_public(today))
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


def _seen():
    """{(subject, record): (public number, fingerprint)} as last numbered."""
    same = PublicChange.objects.filter(subject=OuterRef("subject"), record_id=OuterRef("record_id"))
    last = Subquery(same.order_by("-number").values("number")[:1])
    rows = PublicChange.objects.annotate(last=last).filter(number=F("last"))
    told = rows.values_list("subject", "record_id", "public_id", "digest")
    return {(subject, record): (public_id, digest) for subject, record, public_id, digest in told}


def _public(today):
    """((subject, record), (public number, fingerprint, day since when)) of everything public on `today`."""
    notices = list(Notice.objects.public().order_by("pk"))
    for row, told in zip(notices, notices_json(notices, today), strict=True):
        yield (NOTICE, row.pk), (row.serial, _digest(told), row.published_on)
    rows = list(Announcement.objects.public(today).select_related("notice", "corrects").order_by("pk"))
    for row, told in zip(rows, announcements_json(rows, today), strict=True):
        yield (ANNOUNCEMENT, row.pk), (row.serial, _digest(told), row.published_on)
    for row in Qualification.objects.public().order_by("pk").iterator(CHUNK):
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
