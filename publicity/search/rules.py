"""What is found by what is asked, and in which order: the whole rule, in plain Python. Pure."""

import re
from dataclasses import dataclass
from enum import IntEnum

from .folding import fold, folded, is_han
from .sounding import heard_at, readings

LONGEST, WORDS, CODE, CODE_RUN, PINYIN = 100, 6, 18, 4, 3
_BETWEEN = re.compile(r"[\s,，、;；]+")
TOO_SHORT = "“{asked}”太短。请至少输入名称中连续的两个字，或者拼音首字母两个以上、信用代码中连续的四位以上。"
TOO_LONG = f"输入的内容超过{LONGEST}个字。请只输入名称的一部分，或者一个信用代码。"
NOTHING = "输入的内容里没有可以查找的字。请输入名称的一部分、拼音首字母，或者信用代码中连续的四位以上。"


class Tier(IntEnum):
    """How near a text comes to what was asked; the nearest first."""

    EXACT, PREFIX, PART, PINYIN, INITIALS, TEXT = range(6)


@dataclass(frozen=True)
class Text:
    """What the public may read of one record: its name, its credit code, and whatever else may be searched."""

    name: str
    code: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question made comparable. `problem` is the sentence that says why it cannot be answered."""

    words: tuple[str, ...] = ()
    problem: str = ""

    def __bool__(self):
        return bool(self.words)


def understand(text) -> Asked:
    """Every word must be found, each in its own way. Single letters and parts of a code belong together. Never raises."""
    text = text or ""
    if not text.strip():
        return Asked()
    if len(text) > LONGEST:
        return Asked(problem=TOO_LONG)
    pieces = [piece for piece in map(fold, _BETWEEN.split(text)) if piece]
    if not pieces:
        return Asked(problem=NOTHING)
    if _one_code(pieces) or all(len(piece) == 1 for piece in pieces):
        pieces = ["".join(pieces)]
    if max(map(len, pieces)) < 2:
        return Asked(problem=TOO_SHORT.format(asked=pieces[0]))
    return Asked(tuple(dict.fromkeys(pieces))[:WORDS])


def _one_code(pieces):
    """A code written in groups: letters and figures only, at least half of them figures, and no longer than a code."""
    whole = "".join(pieces)
    figures = sum(map(str.isdigit, whole))
    return len(pieces) > 1 and whole.isascii() and len(whole) <= 2 * figures and len(whole) <= CODE


def tier(text: Text, words) -> Tier | None:
    """The tier of the word that is found worst, at best a part where there are several; None where one is not found."""
    name, code, more = fold(text.name), fold(text.code), [fold(one) for one in text.more]
    found = [_tier(name, code, more, word) for word in words]
    if not found or None in found:
        return None
    return found[0] if len(found) == 1 else max(Tier.PART, *found)


def _tier(name, code, more, word):
    if word in (name, code):
        return Tier.EXACT
    if name.startswith(word):
        return Tier.PREFIX
    if word in name or (is_code_run(word) and word in code):
        return Tier.PART
    if heard(name, word):
        return Tier.PINYIN
    if spelt(name, word):
        return Tier.INITIALS
    return Tier.TEXT if any(word in one for one in more) else None


def is_code_run(word) -> bool:
    return len(word) >= CODE_RUN and word.isascii()


def heard(name, word) -> tuple[int, int] | None:
    """Where folded `name` is read `word`: three letters or more, from the beginning of a syllable on."""
    if len(word) < PINYIN or not (word.isascii() and word.isalnum()):
        return None
    for place, character in enumerate(name):
        end = heard_at(name, place, word) if is_han(character) else 0
        if end:
            return place, end
    return None


def spelt(name, word) -> tuple[int, int] | None:
    """Where the characters of folded `name` begin with the letters of `word`, one each, two or more."""
    if len(word) < 2 or not (word.isascii() and word.isalnum()):
        return None
    begin = [{read[0] for read in readings(character)} for character in name]
    for place in range(len(name) - len(word) + 1):
        if all(letter in begin[place + n] for n, letter in enumerate(word)):
            return place, place + len(word)
    return None


def marked(shown, words, *, sounds=True) -> list[tuple[str, bool]]:
    """`shown` in pieces, each with whether it is what was found: by its characters, else (`sounds`) by how they are read."""
    plain, places = folded(shown)
    hit = [False] * len(shown)
    for word in words:
        for begin, end in _spans(plain, word, sounds):
            for place in range(places[begin], places[end - 1] + 1):
                hit[place] = True
    return _pieces(shown, hit)


def _spans(plain, word, sounds):
    at = plain.find(word)
    if at < 0:
        span = (heard(plain, word) or spelt(plain, word)) if sounds else None
        return [span] if span else []
    spans = []
    while at >= 0:
        spans.append((at, at + len(word)))
        at = plain.find(word, at + len(word))
    return spans


def _pieces(shown, hit):
    pieces = []
    for character, on in zip(shown, hit, strict=True):
        if pieces and pieces[-1][1] == on:
            pieces[-1][0] += character
        else:
            pieces.append([character, on])
    return [tuple(piece) for piece in pieces]


def around(text, words, *, width=32) -> str:
    """The part of a long text in which the first of the words stands; "" where none does."""
    plain, places = folded(text)
    found = [plain.find(word) for word in words if word in plain]
    if not found:
        return ""
    middle = places[min(found)]
    begin, end = max(0, middle - width // 2), middle + width * 2
    return f"{'…' if begin else ''}{text[begin:end].strip()}{'…' if end < len(text) else ''}"
