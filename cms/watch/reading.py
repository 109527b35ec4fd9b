"""Reading one's own public answers in process, as anybody gets them, and the words a person or a machine finds there."""

import io
import re
import zipfile
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.test import RequestFactory

from registry.policy.broken_numbers import mended
from registry.workbooks.pdf import MAGIC, read_pdf

_TOLD = ("alt", "title", "content", "href", "value", "placeholder", "aria-label", "src")
_UNREAD = ("script", "style", "svg")


class Reader(BaseHandler):
    """Asks the whole site, middleware included, without a cookie and without the network."""

    def __init__(self):
        self.load_middleware()
        self.factory = RequestFactory(SERVER_NAME=urlsplit(settings.SITE_URL).hostname or "localhost")

    def get(self, path):
        """(status, words of the answer, header values included)."""
        answer = self.get_response(self.factory.get(path, secure=True))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        heads = "\n".join(f"{name}: {value}" for name, value in answer.headers.items() if name != "ETag")
        return answer.status_code, f"{words_of(body, answer.headers.get('Content-Type', ''))}\n{heads}"


def words_of(body, kind) -> str:
    """The text of an answer of this content type; pictures and drawings have none. Broken numbers of a PDF are whole below it."""
    if body.startswith(MAGIC):
        return mended(read_pdf(body).words)
    if body[:2] == b"PK":
        return _packed(body)
    if kind.startswith("image/"):
        return ""
    text = body.decode("utf-8", "replace")
    return _Words.of(text) if "html" in kind or "xml" in kind else text


def _packed(body):
    """Every part of an Office file, metadata too; runs of a line are joined as they are read."""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        parts = [
            packed.read(name).decode("utf-8", "replace")
            for name in packed.namelist()
            if name.endswith(".xml")
        ]
    return "\n".join(
        re.sub(r"<[^>]+>", "", re.sub(r"</(w:p|w:tc|[a-z]+:\w+)>", _break, part)) for part in parts
    )


def _break(found):
    return "\n" if found[1] in ("w:p", "w:tc") or not found[1].startswith("w:") else ""


class _Words(HTMLParser):
    """Visible text line by line, and what attributes tell; a number is never joined across two elements."""

    def __init__(self):
        super().__init__()
        self.lines, self.inside = [], 0

    @classmethod
    def of(cls, text):
        made = cls()
        made.feed(text)
        made.close()
        return "\n".join(made.lines)

    def handle_starttag(self, tag, attrs):
        self.inside += tag in _UNREAD
        self.lines += [value for name, value in attrs if name in _TOLD and value and not self.inside]

    def handle_endtag(self, tag):
        self.inside -= tag in _UNREAD

    def handle_startendtag(self, tag, attrs):
        self.lines += [value for name, value in attrs if name in _TOLD and value and not self.inside]

    def handle_data(self, data):
        if not self.inside and data.strip():
            self.lines.append(data.strip())
