"""Names of businesses and people, made comparable. A name is never a key, only a second look."""

import re

from .text import stripped

_DOTS = re.compile(r"[·•・‧∙⋅.．。]")
_BRACKETS = str.maketrans("[{【〔〖〈《<", "((((((((") | str.maketrans("]}】〕〗〉》>", "))))))))")
_STATE_SUFFIX = re.compile(r"\((已?注销|已?吊销|吊销未注销|已迁出|存续|在营|开业|在业)[^)]*\)$")


def comparable_name(text: object) -> str:
    """Half-width, without blanks, dots and a trailing state such as （已注销）; brackets of one kind; upper case."""
    name = stripped(text).translate(_BRACKETS)
    return _DOTS.sub("", _STATE_SUFFIX.sub("", name)).upper()


def same_name(one: object, other: object) -> bool:
    return comparable_name(one) == comparable_name(other)
