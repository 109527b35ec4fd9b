"""Taking rows into the index: those a trigger has noted, or everything anew beside the old index, changed over at the end."""

from django.db import connection, transaction

from registry.ledger.alone import alone

from ..models import SearchDue
from .engine import TABLE, engine, identity, place_of, record_at
from .engine import of_kind as kind_gram
from .grams import grams_of
from .sources import SOURCES

AT_ONCE, NEW = 1_000, f"{TABLE}_new"


def catch_up(today, *, wait=False) -> int:
    """Take in every row noted since, AT_ONCE in one transaction. Returns how many; 0 while another is at it."""
    done = 0
    with alone(wait=wait, what="search") as mine:
        while mine:
            with transaction.atomic():
                noted = list(SearchDue.objects.values_list("pk", "kind", "record_id")[:AT_ONCE])
                _take_in({(kind, pk) for _, kind, pk in noted}, today)
                SearchDue.objects.filter(pk__in=[pk for pk, *_ in noted]).delete()
            done += len(noted)
            mine = len(noted) == AT_ONCE
    return done


def _take_in(records, today):
    index = engine()
    for kind, source in SOURCES.items():
        pks = [pk for own, pk in records if own == kind]
        if pks:
            index.remove([place for pk in pks for place in _places(index, kind, pk)])
            index.add(_rows(source.live(pks, today)))


def _places(index, kind, pk):
    """Where the record stands now: one place, or none."""
    found = index.newest([[[identity(kind, pk)]]], 100)
    return [place for place in found if record_at(place) == (kind, pk)]


def _rows(found):
    for live in found:
        own = {identity(live.kind, live.pk), kind_gram(live.kind)}
        texts = (live.text, *live.later)
        yield place_of(live.kind, live.day, live.pk), own.union(*map(grams_of, texts))


def rebuild(today, tell=lambda label, count: None) -> int:
    """Make the index anew from what is public today; the old one answers until the new one takes its place. Returns rows."""
    with alone(wait=True, what="search"):
        noted = list(SearchDue.objects.values_list("pk", flat=True))
        _drop_left_over()
        index = engine(NEW)
        index.create()
        done = 0
        for source in SOURCES.values():
            with transaction.atomic():
                count = sum(_added(index, source.live(pks, today)) for pks in _chunks(source.everything()))
            tell(source.label, count)
            done += count
        with transaction.atomic():
            index.finish()
            index.take_place_of(TABLE)
            for at in range(0, len(noted), AT_ONCE):
                SearchDue.objects.filter(pk__in=noted[at : at + AT_ONCE]).delete()
    return done


def _drop_left_over():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {NEW}")


def _added(index, found):
    rows = list(_rows(found))
    index.add(rows)
    return len(rows)


def _chunks(keys):
    chunk = []
    for key in keys:
        chunk.append(key)
        if len(chunk) == AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
