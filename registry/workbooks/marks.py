"""Cells of an xlsx sheet whose value is missing or an error: the reader gives both as empty, the XML tells them apart.

Runs in the child only, on a file that passed the gate and that holds a formula or an error cell somewhere.
"""

import io
import re
import zipfile
from xml.etree import ElementTree

_PIECE = 1 << 20
_LONGEST = 60
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(rb"""<(?:\w+:)?c\s([^>]*\bt=["']e["'][^>]*)>.*?<(?:\w+:)?v>([^<]*)</""", re.S)
_AT = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_NS = re.compile(r"\{[^}]*\}")


def facts_of(content):
    """(paths of the sheets in the order of the tabs, whether days count from 1904)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    paths, since_1904 = [], False
    for element in book.iter():
        tag = _NS.sub("", str(element.tag))
        if tag == "workbookPr":
            since_1904 = element.get("date1904", "").lower() in ("1", "true")
        if tag == "sheet":
            wanted = next((v for k, v in element.attrib.items() if _NS.sub("", k) == "id" and "}" in k), "")
            paths.append(_path(targets.get(wanted, "")))
    return paths, since_1904


def properties_of(content) -> dict:
    """{name: text} of the document's own properties, at most twenty; {} where there are none or they cannot be read."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "docProps/custom.xml" not in archive.namelist():
            return {}
        try:
            root = ElementTree.fromstring(archive.read("docProps/custom.xml"))
        except ElementTree.ParseError:
            return {}
    found = {one.get("name", "")[:60]: "".join(one.itertext())[:200] for one in list(root)[:20]}
    return {name: told for name, told in found.items() if name}


def _path(target):
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def spoilt_cells(content, path) -> dict:
    """{(row, column) from 0: pair for the frame} of formulas without a value and of error cells."""
    found, held = {}, b""
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(path) as stream:
        while piece := stream.read(_PIECE):
            held += piece
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
