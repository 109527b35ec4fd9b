"""Names and questions made comparable: half-width, lower case, only letters and figures. Pure.

Brackets of every kind, blanks, dots and whatever else is no letter and no figure fall away; traditional characters stay.
"""

import re
import unicodedata

HAN = ("\u3400", "\u9fff")
_PLAIN = re.compile(
    "[0-9A-Za-z\u4e00-\u9fa5]*"
)  # nothing in it falls away or turns into something else but for its case


def fold(text) -> str:
    """“ＡＢ（内蒙古）有限公司” → “ab内蒙古有限公司”."""
    return text.lower() if text and _PLAIN.fullmatch(text) else folded(text)[0]


def folded(text) -> tuple[str, list[int]]:
    """The comparable form, and for each of its characters the place in `text` it came from."""
    kept, places = [], []
    for place, character in enumerate(text or ""):
        for plain in unicodedata.normalize("NFKC", character).casefold():
            if plain.isalnum():
                kept.append(plain)
                places.append(place)
    return "".join(kept), places


def is_han(character) -> bool:
    return HAN[0] <= character <= HAN[1]
