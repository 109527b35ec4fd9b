"""Cells of an xlsx sheet whose value is missing or an error: the reader gives both as empty, the XML tells them apart.

Runs in the child only, on a file that passed the gate and that holds a formula or an error cell somewhere.
"""

import re
from xml.parsers import expat

from . import zips

_PIECE = 1 << 20
_LONGEST = 60
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(rb"""<(?:\w+:)?c\s([^>]*\bt=["']e["'][^>]*)>.*?<(?:\w+:)?v>([^<]*)</""", re.S)
_AT = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")


def facts_of(content):
    """(paths of the sheets in the order of the tabs, whether days count from 1904)."""
    links = [said for _, said in _elements(content, "xl/_rels/workbook.xml.rels")]
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    paths, since_1904 = [], False
    for tag, said in _elements(content, "xl/workbook.xml"):
        if tag == "workbookPr":
            since_1904 = said.get("date1904", "").lower() in ("1", "true")
        if tag == "sheet":
            wanted = next((v for k, v in said.items() if k.endswith("}id")), "")
            paths.append(_path(targets.get(wanted, "")))
    return paths, since_1904


def _elements(content, path):
    """(tag without its namespace, attributes) of every element of a part. Raises KeyError when there is no such part."""
    found, reader = [], expat.ParserCreate(namespace_separator="}")
    reader.StartElementHandler = lambda tag, said: found.append((tag.rpartition("}")[2], said))
    reader.Parse(_whole(content, path), True)
    return found


def _whole(content, path):
    return b"".join(_pieces(content, path))


def _pieces(content, path):
    parts = {part.name: part for part in zips.parts_of(path, content)}
    return zips.unpacked(path, content, parts[path])


def properties_of(content) -> dict:
    """{name: text} of the document's own properties, at most twenty; {} where there are none or they cannot be read."""
    try:
        found = _told(_whole(content, "docProps/custom.xml"))
    except (KeyError, expat.ExpatError):
        return {}
    return {name[:60]: told[:200] for name, told in found[:20] if name}


def _told(xml):
    """[name, text] of each element right under the first."""
    found, open_tags, reader = [], [], expat.ParserCreate()

    def begin(tag, said):
        open_tags.append(tag)
        if len(open_tags) == 2:
            found.append([said.get("name", ""), ""])

    def hear(text):
        if len(open_tags) > 1:
            found[-1][1] += text

    reader.StartElementHandler, reader.CharacterDataHandler = begin, hear
    reader.EndElementHandler = lambda tag: open_tags.pop()
    reader.Parse(xml, True)
    return found


def _path(target):
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def spoilt_cells(content, path) -> dict:
    """{(row, column) from 0: pair for the frame} of formulas without a value and of error cells."""
    found, held = {}, b""
    for piece in _pieces(content, path):
        held += piece
        if len(held) < _PIECE:
            continue
        cut = held.rfind(b"</row>") + 1 or (len(held) if len(held) > 8 * _PIECE else 0)
        _search(held[:cut], found)
        held = held[cut:]
    _search(held, found)
    return found


def _search(text, found):
    if b"<f" in text or b":f" in text:
        for told, formula in ((m[1], m[2] or b"") for m in _FORMULA.finditer(text)):
            _note(found, told, "f", "=" + formula.decode("utf-8", "replace")[:_LONGEST])
    if b't="e"' in text or b"t='e'" in text:
        for told, error in ((m[1], m[2]) for m in _ERROR.finditer(text)):
            _note(found, told, "e", error.decode("utf-8", "replace")[:_LONGEST])


def _note(found, attributes, kind, told):
    place = _AT.search(attributes)
    if place:
        letters, row = place[1].decode(), int(place[2])
        found[row - 1, column_number(letters)] = [kind, told, f"{letters}{row}"]


def column_number(letters) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
