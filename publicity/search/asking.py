"""Answering: the index names rows, the rows are read as they are public now, the rule decides again. Nothing is written."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from ..models import SearchDue
from .engine import engine, of_kind, place_of, record_at
from .grams import ways_of
from .rules import Asked, Tier, tier
from .sources import SOURCES, Live

MOST, FIRST, AT_ONCE, LOOKED, NOTED = 200, 400, 200, 5_000, 200


@dataclass(frozen=True)
class Hit:
    """One record that is found, and how near it comes."""

    live: Live
    tier: Tier

    @property
    def order(self):
        return self.tier, -place_of(self.live.kind, self.live.day, self.live.pk)


@dataclass(frozen=True)
class Found:
    """The nearest hits in their order; `more` where there are others that are not among them."""

    hits: list[Hit] = field(default_factory=list)
    more: bool = False


def search(
    asked: Asked, *, today, kind=None, where: Callable[[Live], bool] | None = None, most=MOST
) -> Found:
    """Everything public today that is found by `asked`, at most `most`: nearest first, then records, then the newest.

    `kind` keeps to one source, `where` to some of its records. What the index has not taken in yet is looked at too.
    """
    if not asked:
        return Found()
    look = _Look(asked, today, kind, where)
    places = look.places(FIRST + 1, Tier.TEXT)
    if len(places) <= FIRST:
        hits = {hit.order: hit for hit in look.at({*map(record_at, places), *look.noted()})}
    else:
        hits = {hit.order: hit for hit in look.at(look.noted())}
        for stage in Tier:
            if sum(hit.tier < stage for hit in hits.values()) > most:
                break
            hits |= {hit.order: hit for hit in look.of(stage, most + 1)}
    ranked = [hits[order] for order in sorted(hits)]
    return Found(ranked[:most], len(ranked) > most)


class _Look:
    """One question on its way through the index."""

    def __init__(self, asked, today, kind, where):
        self.words, self.today, self.kind, self.where = asked.words, today, kind, where
        self.index = engine()

    def places(self, limit, worst, below=None):
        question = [ways for word in self.words if (ways := ways_of(word, worst))]
        if self.kind is not None:
            question.append([[of_kind(self.kind)]])
        return self.index.newest(question, limit, below)

    def noted(self):
        """The last rows that changed and are not in the index yet."""
        rows = SearchDue.objects.order_by("-pk").values_list("kind", "record_id")
        return set(rows[:NOTED])

    def at(self, records):
        """Those of the records that are public today and found."""
        by_kind, hits = defaultdict(list), []
        for kind, pk in records:
            if kind in SOURCES and self.kind in (None, kind):
                by_kind[kind].append(pk)
        for kind, pks in by_kind.items():
            for live in SOURCES[kind].live(pks, self.today):
                near = tier(live.text, self.words)
                if near is not None and (self.where is None or self.where(live)):
                    hits.append(Hit(live, near))
        return hits

    def of(self, stage, enough):
        """The newest hits of exactly this tier, looked for from above until there are enough or LOOKED rows were seen."""
        hits, below, seen = [], None, 0
        while len(hits) < enough and seen < LOOKED:
            places = self.places(AT_ONCE, stage, below)
            hits += [hit for hit in self.at(map(record_at, places)) if hit.tier == stage]
            if len(places) < AT_ONCE:
                break
            below, seen = places[-1], seen + len(places)
        return hits
