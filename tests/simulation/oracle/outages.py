"""When nobody can prove that the page could be read: between two good looks too far apart, or with a bad one between.

A gap longer than the set length asks for as many working days more as it touched counted ones; a person decides.
"""

from datetime import datetime, time, timedelta

from .almanac import DAY

SET_LENGTH = timedelta(hours=4)


def midnight(day, zone):
    return datetime.combine(day, time(), tzinfo=zone)


def gaps(notice, tolerance):
    """(first moment, last moment) of every gap above the set length that is over by the latest look."""
    looks = sorted(notice.looks)
    if not looks:
        return []
    zone = looks[0][0].tzinfo
    start = max(midnight(notice.first, zone), notice.opened_at)
    latest, good_now = looks[-1]
    end = min(midnight(notice.end + DAY, zone), latest)
    good = [at for at, fine in looks if fine]
    found = []
    for left, right in zip([start, *good], [*good, end], strict=True):
        first, last = max(left, start), min(right, end)
        bad = any(not fine and first <= at <= last for at, fine in looks)
        running = not good_now and last == latest and latest < midnight(notice.end + DAY, zone)
        if last - first > SET_LENGTH and (bad or right - left > tolerance) and not running:
            found.append((first, last))
    return found


def touched(notice, found, almanac):
    """The counted working days of the window that these gaps fell into."""
    counted = almanac.between(notice.start or notice.published, notice.end)
    spans = [(first.date(), (last - timedelta(microseconds=1)).date()) for first, last in found]
    return [day for day in counted if any(first <= day <= last for first, last in spans)]
