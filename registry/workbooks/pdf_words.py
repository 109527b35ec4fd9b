"""Reading inside the child: the words of a PDF, page by page, told in frames. No Django here; nothing is written.

Each page is told before the next is opened, so that a page on which the child perishes takes no other with it.
"""

import gc
import io
import logging
import re
import sys
import time
from itertools import islice

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError
from pypdf.generic import DictionaryObject, NullObject

from .limits import PDF_CPU_SECONDS, PDF_PAGES, PDF_SIGNS
from .protocol import framed

LOCKED, TORN = "locked", "torn"
_FEW = 50
_DEEP, _FIELDS = 5, 10_000
_UNNAMED = ("/Identity-H", "/Identity-V")
_TWIN = re.compile(r"<(?:dc|pdf):.*?</(?:dc|pdf):\w+>", re.S)


def read(asked, content, send):
    """First {"pages", "beside", "dim", "carries"}, then {"words", "blind"} for each page, then {"end": pages read}.

    `blind`: a person sees more there than was read; `dim`: so do the properties and fields. Or nothing but {"unreadable": LOCKED or TORN}.
    """
    gc.enable()
    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        count = len(reader.pages)
    except FileNotDecryptedError:
        return _tell(send, {"unreadable": LOCKED})
    except Exception:  # whatever a stranger's bytes make of a parser: it is told in one word
        return _tell(send, {"unreadable": TORN})
    beside = [_tried(part, reader, None) for part in (_properties, _twin, _fields)]
    told = "\n".join(word for part in beside for word in part or ())
    carries = _tried(_carries, reader, True)
    _tell(send, {"pages": count, "beside": told, "dim": None in beside, "carries": carries})
    read_pages = signs = 0
    for page in reader.pages:
        if read_pages == PDF_PAGES or signs > PDF_SIGNS or time.process_time() > PDF_CPU_SECONDS:
            break
        words = _tried(_words, page, None)
        signs += len(words or "")
        read_pages += 1
        _tell(send, {"words": words or "", "blind": words is None or _tried(_is_blind, (page, words), True)})
    return _tell(send, {"end": read_pages})


def _tell(send, told):
    send(framed(told))
    sys.stdout.flush()


def _tried(reading, what, instead):
    try:
        return reading(what)
    except Exception:  # one broken page or note does not hide the others
        return instead


def _words(page):
    """The text of a page, and what its notes and fields hold."""
    notes = [note.get_object() for note in page.get("/Annots") or ()]
    return "\n".join(
        [
            page.extract_text(),
            *(str(note[key]) for note in notes for key in ("/Contents", "/V") if key in note),
        ]
    )


def _properties(reader):
    return [str(value) for key, value in (reader.metadata or {}).items() if not key.endswith("Date")]


def _twin(reader):
    """The properties once more, in XML."""
    kept = reader.root_object.get("/Metadata")
    xml = kept.get_object().get_data().decode("utf-8", "replace") if kept else ""
    return [re.sub(r"<[^>]*>", "\n", one) for one in _TWIN.findall(xml)]


def _fields(reader):
    """What is filled into a form, whether it is drawn on a page or not."""
    form = reader.root_object.get("/AcroForm", DictionaryObject()).get_object()
    waiting, filled = list(form.get("/Fields", ())), []
    for field in islice(_popped(waiting), _FIELDS):
        field = field.get_object()
        waiting += field.get("/Kids", ())
        filled += [str(field["/V"])] if "/V" in field else []
    return filled


def _popped(waiting):
    while waiting:
        yield waiting.pop()


def _carries(reader):
    return any(True for _ in reader.attachment_list)


def _is_blind(seen):
    """A picture and next to no text, drawn shapes and no text, or letters of a font that names none of them."""
    page, words = seen
    signs = len("".join(words.split()))
    pictures, nameless = _looks(page.get("/Resources"), _DEEP, set())
    if nameless or pictures and signs < _FEW:
        return True
    drawn = page.get_contents() if not signs else None
    return drawn is not None and bool(drawn.get_data().strip())


def _looks(resources, depth, met):
    """(whether there are pictures, whether a font names none of its letters) in a page and what it is put together from."""
    resources = resources.get_object() if resources is not None else {}
    if not depth or id(resources) in met:
        return False, False
    met.add(id(resources))
    nameless = any(_is_nameless(font.get_object()) for font in (resources.get("/Font") or {}).values())
    pictures = False
    for drawn in (resources.get("/XObject") or {}).values():
        drawn = drawn.get_object()
        pictures |= drawn.get("/Subtype") == "/Image"
        inner = _looks(drawn.get("/Resources"), depth - 1, met)
        pictures, nameless = pictures | inner[0], nameless | inner[1]
    return pictures, nameless


def _is_nameless(font):
    if "/ToUnicode" in font:
        return False
    kind, encoding = font.get("/Subtype"), font.get("/Encoding", NullObject()).get_object()
    return kind == "/Type3" or kind == "/Type0" and (not isinstance(encoding, str) or encoding in _UNNAMED)
