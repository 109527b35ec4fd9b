"""How heavy a page is for a phone: its HTML and the style sheets and scripts it names, uncompressed, without pictures."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

MOST = 150_000  # bytes (issue 7, demand 1)
LINKED = re.compile(r"<(?:link rel=\"stylesheet\" href|script src)=\"/static/([^\"]+)\"")


def weight(html: bytes) -> int:
    """Bytes of a page with what it loads."""
    names = LINKED.findall(html.decode())
    return len(html) + sum(Path(finders.find(name)).stat().st_size for name in names)
