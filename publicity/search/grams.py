"""Small pieces of texts as numbers, and which of them a text must have to be found by a word. Pure.

Whatever `rules.tier` finds has every gram of at least one way of every word: tests/publicity/test_search_rules.py proves it.
Two pieces may share a number; then a text too many is looked at, never one too few.
"""

from functools import lru_cache
from itertools import product
from zlib import crc32

from .folding import fold, is_han
from .rules import CODE_RUN, PINYIN, Text, Tier, is_code_run
from .sounding import openings, readings

OPENINGS, INITIALS = (3, 5, 7), (2, 3)
MOST, FARTHEST = 40, 24


def gram(way, piece) -> int:
    """A signed number of 32 bits."""
    return crc32(f"{way}{piece}".encode()) - 2**31


def grams_of(text: Text) -> set[int]:
    """Every gram of one text."""
    name, code = fold(text.name), fold(text.code)
    found = {gram("=", name), gram("^", name[:2]), *_runs("n", name, 2), *_runs("c", code, CODE_RUN)}
    found |= {gram("=", code)} if code else set()
    for place, character in enumerate(name):
        if is_han(character):
            found.update(_heard(name[place : place + OPENINGS[-1]]))
    begin = [{read[0] for read in readings(character)} for character in name]
    for length in INITIALS:
        for place in range(len(begin) - length + 1):
            found |= {gram("i", "".join(some)) for some in product(*begin[place : place + length])}
    return found.union(*(_runs("t", fold(one), 2) for one in text.more))


@lru_cache(maxsize=100_000)
def _heard(end):
    """Grams of how the characters of `end` begin to sound; the ends of names are much the same."""
    read = openings(end, 0, OPENINGS[-1])
    return tuple({gram("p", one[:length]) for one in read for length in OPENINGS if len(one) >= length})


def ways_of(word, worst=Tier.TEXT) -> list[list[int]]:
    """Each way in which a word may be found in tier `worst` or a nearer one, as the grams it needs; empty for one letter."""
    if len(word) < 2:
        return []
    latin = word.isascii() and word.isalnum()
    ways = {Tier.EXACT: [[gram("=", word)]], Tier.PREFIX: [[gram("^", word[:2]), *_runs("n", word, 2)]]}
    ways[Tier.PART] = [_runs("n", word, 2)] + ([_runs("c", word, CODE_RUN)] if is_code_run(word) else [])
    if latin and len(word) >= PINYIN:
        ways[Tier.PINYIN] = _heard_ways(word[:FARTHEST])
    if latin:
        ways[Tier.INITIALS] = [_runs("i", word, min(len(word), INITIALS[-1]))]
    ways[Tier.TEXT] = [_runs("t", word, 2)]
    nearer = {Tier.EXACT, Tier.PREFIX} if worst >= Tier.PART else set()  # a part finds them too
    return [one[:MOST] for at, some in ways.items() if at <= worst and at not in nearer for one in some]


def _heard_ways(word):
    """How a name begins to sound as `word`; in a long one, also how it goes on from a later character, wherever that begins.

    Six letters are the most that one character sounds. So in nine the second begins early enough to have an opening of its
    own, or is a letter or figure; then a later one has, or the last letters are a character each.
    """
    first = _opening(word)
    if len(word) <= OPENINGS[-1] + 1:
        return [[first]]
    later = [_opening(word[at:]) for at in range(1, len(word) - PINYIN + 1)]
    return [[first, one] for one in (*later, gram("i", word[-3:-1]), gram("i", word[-2:]))]


def _opening(sound):
    return gram("p", sound[: max(length for length in OPENINGS if length <= len(sound))])


def _runs(way, text, length):
    return [gram(way, text[at : at + length]) for at in range(len(text) - length + 1)]
