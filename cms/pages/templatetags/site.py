"""Small pieces of the public pages: sections with the current one marked, paragraphs of a paper, a QR code."""

import re
from functools import lru_cache

import segno
from django import template
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from cms.pages.kept import menu_of, office_of
from registry.documents.layout import paragraphs

register = template.Library()
_PHONE = re.compile(r"\d{3,4}-\d{7,8}")

RECORDS = (
    ("/gongshi/", "公示"), ("/gonggao/", "公告"), ("/minglu/", "名录"), ("/chaxun/", "查询"), ("/fankui/", "异议"),
    ("/shenbao/", "申报"), ("/zixun/", "留言"),
)  # fmt: skip


@register.simple_tag(takes_context=True)
def sections(context):
    """Every section of the site: address, label, whether the page lies in it. Records first, then the editors' menu."""
    request = context.get("request")
    path = request.path if request is not None else ""
    return [(address, label, path.startswith(address)) for address, label in (*RECORDS, *menu_of(request))]


@register.simple_tag(takes_context=True)
def office(context):
    """The office as the head and the foot of every page name it."""
    return office_of(context.get("request"))


register.filter("paragraphs", paragraphs)


@register.filter
def unbroken(told):
    """A text in which no telephone number is torn at the end of a line."""
    return mark_safe(_PHONE.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(told)))


@register.simple_tag
def qr(path):
    """The QR code of an address of this site as inline SVG without styles; what it leads to is told in words beside it."""
    return _drawn(settings.SITE_URL + path)


@lru_cache(maxsize=512)
def _drawn(address):
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(scale=4, border=2, omitsize=True, svgclass="qr")
    return mark_safe(drawn.replace("<svg", '<svg aria-hidden="true"', 1))


@register.simple_tag
def qr_check(code):
    """The QR code that leads to the check page with this paper's code."""
    return qr(f"/chaxun/?code={code}")


@register.simple_tag
def site_address(path):
    return settings.SITE_URL + path
