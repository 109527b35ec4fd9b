"""What readers of feeds fetch: Atom."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from publicity.beside import later_announcements
from publicity.days import period_in_words
from publicity.filtering import ANNOUNCEMENTS, NOTICES, announcements, notices, read
from registry.history import clock


def _moment(day):
    return timezone.make_aware(datetime.combine(day, time()))


class FilteredFeed(Feed):
    """A feed that takes the filters of its list; a filter it cannot read is refused in a sentence."""

    feed_type, listed, declared = Atom1Feed, None, ()

    def __call__(self, request, *args, **kwargs):
        asked = read(request.GET, self.declared)
        if asked.problems:
            return HttpResponse(
                "\n".join(asked.problems), status=400, content_type="text/plain; charset=utf-8"
            )
        answer = super().__call__(request, *args, **kwargs)
        if asked.values:
            answer["X-Robots-Tag"] = "noindex"
        return answer

    def get_object(self, request, *args, **kwargs):
        return read(request.GET, self.declared).values

    def items(self, values):
        return self.listed(values, clock.today())[:50]

    def item_pubdate(self, record):
        return _moment(record.published_on)

    item_updateddate = item_pubdate


class NoticeFeed(FilteredFeed):
    title, link, subtitle = "信保贷公示", "/gongshi/", "候选信用企业（户）公示"
    listed, declared = staticmethod(notices), NOTICES

    def item_title(self, notice):
        return f"{notice.number} {notice.title}"

    def item_description(self, notice):
        return period_in_words(notice, clock.today())


class AnnouncementFeed(FilteredFeed):
    title, link, subtitle = "信保贷公告", "/gonggao/", "认定、取消、更正等公告"
    listed, declared = staticmethod(announcements), ANNOUNCEMENTS

    def items(self, values):
        today, rows = clock.today(), list(super().items(values))
        later = later_announcements(rows)
        for one in rows:
            one.shown_title = (
                one.title if one.state(today, later[one.pk]) == "valid" else one.get_kind_display()
            )
        return rows

    def item_title(self, announcement):
        return f"{announcement.number} {announcement.shown_title}"

    def item_description(self, announcement):
        return announcement.get_kind_display()
