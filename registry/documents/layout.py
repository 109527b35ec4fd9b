"""How a paper's text is set: headings, plain paragraphs, the lines that name office and day. Pure."""

import re

HEADING = re.compile(r"^[一二三四五六七八九十]+、.{1,20}$")
DATED = re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日$")


def paragraphs(body):
    """(text, sort) of each line: `heading`, `sign` for the last lines that name office and day, `plain`."""
    lines = [line for line in body.splitlines() if line.strip()]
    signed = len(lines)
    if lines and DATED.match(lines[-1].strip()):
        signed = len(lines) - (2 if len(lines) > 1 and len(lines[-2]) <= 24 else 1)
    for number, line in enumerate(lines):
        sort = "sign" if number >= signed else "heading" if HEADING.match(line.strip()) else "plain"
        yield line, sort


def parted(body):
    """(text without its last lines that name office and day, those lines): a layout has its own place for them."""
    lines = list(paragraphs(body))
    return "\n".join(t for t, sort in lines if sort != "sign"), [
        t.strip() for t, sort in lines if sort == "sign"
    ]
