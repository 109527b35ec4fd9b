"""How the public lists look for words: by the rule of the site's search, and row by row where it does not answer whole.

The search knows parts, pinyin, initials and runs of codes, and gives its nearest hits only; a word it cannot look for
(one character), or one that is found too often, is looked for in names and titles as it stands, so that no row is missing.
"""

import unicodedata

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from .models import NoticeEntry
from .search.asking import search
from .search.rules import understand
from .search.sources import ANNOUNCEMENT, ENTRY, NOTICE, ROSTER
from .shown import NAMELESS


def readable(text) -> str:
    """What was typed, without what no keyboard makes, full-width letters and digits made plain, without blanks around."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(one for one in plain if unicodedata.category(one)[0] != "C").strip()


def _spelled(words):
    """The words, and the same with the brackets of Chinese names."""
    return {words, words.translate({40: "（", 41: "）"})}


def _part(column, words):
    found = Q()
    for spelled in _spelled(words):
        found |= Q(**{f"{column}__icontains": spelled})
    return found


def _found(words, today, *kinds):
    """Keys of what the search finds; None where that would not be all."""
    asked = understand(words)
    found = [search(asked, today=today, kind=kind) for kind in kinds] if asked else []
    if not found or any(one.more for one in found):
        return None
    lives = (hit.live for one in found for hit in one.hits)
    return [live.facts["notice"].pk if live.kind == ENTRY else live.pk for live in lives]


def notices_naming(rows, words, today):
    """Notices by title, number, or a business on them; never by the name of a person (decision 0036)."""
    found = _found(words, today, NOTICE, ENTRY)
    if found is not None:
        return rows.filter(Q(pk__in=found) | _number(words))
    listed = NoticeEntry.objects.public().exclude(status="withdrawn")
    named = _part("shown_name", words) & ~Q(shown_name__endswith=NAMELESS)
    listed = listed.filter(named | Q(uscc__iexact=words)).values("notice")
    return rows.filter(_part("title", words) | _number(words) | Q(pk__in=listed))


def announcements_naming(rows, words, today):
    """Announcements by title, number, or a business in them; of one replaced or over the number only."""
    found = _found(words, today, ANNOUNCEMENT)
    if found is not None:
        return rows.filter(Q(pk__in=found) | _number(words))
    shown = rows.model.objects.exclude(corrected_by__published_on__lte=today)
    found = _part("title", words)
    if len(words) == 18 and words.isalnum():
        shown = shown.annotate(listed=Cast("rows", TextField()))
        found |= Q(listed__icontains=words)
    listed = NoticeEntry.objects.public().exclude(status="withdrawn").exclude(announcement=None)
    listed = listed.filter(_part("shown_name", words) & ~Q(shown_name__endswith=NAMELESS))
    found |= Q(pk__in=listed.values("announcement"))
    return rows.filter(_number(words) | Q(pk__in=shown.filter(found).values("pk")))


def roster_naming(rows, words, today):
    """Recognised businesses by name (parts, pinyin, initials) or code."""
    found = _found(words, today, ROSTER)
    if found is not None:
        return rows.filter(business_id__in=found)
    return rows.filter(_part("business__name", words) | Q(business__uscc__iexact=words))


def _number(words):
    return Q(serial__iexact=words) | Q(number__in=_spelled(words))
