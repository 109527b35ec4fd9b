"""Small pieces of the public pages: sections with the current one marked, paragraphs of a paper, a QR code."""

import re

import segno
from django import template
from django.conf import settings
from django.utils.safestring import mark_safe

register = template.Library()

SECTIONS = (
    ("/gongshi/", "公示"), ("/gonggao/", "公告"), ("/minglu/", "名录"), ("/chaxun/", "查询"), ("/fankui/", "异议"),
    ("/shenbao/", "申报"), ("/zhengce/", "政策"), ("/zhinan/", "指南"), ("/anli/", "案例"),
)  # fmt: skip
HEADING = re.compile(r"^[一二三四五六七八九十]+、.{1,20}$")
DATED = re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日$")


@register.simple_tag
def sections(path):
    """Every section of the site: address, label, whether `path` lies in it."""
    return [(address, label, path.startswith(address)) for address, label in SECTIONS]


@register.filter
def paragraphs(body):
    """(text, sort) of each line of a paper: `heading`, `sign` for the last lines that name office and day, `plain`."""
    lines = [line for line in body.splitlines() if line.strip()]
    signed = len(lines)
    if lines and DATED.match(lines[-1].strip()):
        signed = len(lines) - (2 if len(lines) > 1 and len(lines[-2]) <= 24 else 1)
    for number, line in enumerate(lines):
        sort = "sign" if number >= signed else "heading" if HEADING.match(line.strip()) else "plain"
        yield line, sort


@register.simple_tag
def qr(path):
    """The QR code of an address of this site as inline SVG without styles."""
    code = segno.make(settings.SITE_URL + path, error="m", micro=False)
    return mark_safe(code.svg_inline(scale=4, border=2, omitsize=True, svgclass="qr"))


@register.simple_tag
def site_address(path):
    return settings.SITE_URL + path
