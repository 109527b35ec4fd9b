"""The head of a page from what its view has laid out: a page of the editors, a notice, an announcement, or a column."""

from datetime import datetime

from django import template
from django.utils import timezone

from cms.pages import marks as made
from cms.pages.models import PublicText

register = template.Library()
PAGING = {"page"}


@register.simple_tag(takes_context=True)
def head_marks(context, office):
    """Pairs of name and content for the head, `robots` among them."""
    request, page = context.get("request"), context.get("page")
    path = request.path if request is not None else "/"
    found = made.site_marks(office)
    if isinstance(page, PublicText):
        found += made.page_marks(page, office)
    elif context.get("notice") is not None and path.startswith("/n/"):
        found += made.column_of("/gongshi/") + _record(context["notice"], _posted_at(context), office)
    elif context.get("announcement") is not None and path.startswith("/n/"):
        found += made.column_of("/gonggao/") + _record(
            context["announcement"], _online_at(context["announcement"]), office
        )
    else:
        found += made.column_of(path, office)
    return found + ([("robots", "noindex")] if _unlisted(context, request) else [])


def _record(record, when, office):
    return made.article_marks(record.title, when, office.name)


def _posted_at(context):
    """When the notice went on this site: the hour where its posting tells it, else the day."""
    notice = context["notice"]
    for posting in context.get("postings", ()):
        if posting.channel == "website" and posting.posted_on == notice.published_on and posting.posted_at:
            return timezone.make_aware(datetime.combine(posting.posted_on, posting.posted_at))
    return notice.published_on


def _online_at(announcement):
    same = timezone.localdate(announcement.recorded_at) == announcement.published_on
    return announcement.recorded_at if same else announcement.published_on


def _unlisted(context, request):
    """Combinations of filters, lists of persons whose publicity is over, drafts, and what the view says (domain §6, PIPL 47)."""
    if context.get("noindex") or (
        context.get("notice") is not None and context.get("state", "open") != "open"
    ):
        return True
    return request is not None and bool(set(request.GET) - PAGING)
