"""What readers of feeds and search engines fetch: Atom, sitemap, robots."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from publicity.days import period_in_words
from publicity.models import Announcement, Notice
from registry.history import clock

PAGES = (
    "/",
    "/gongshi/",
    "/gonggao/",
    "/minglu/",
    "/zhengce/",
    "/zhinan/",
    "/anli/",
    "/chaxun/",
    "/fankui/",
    "/shenbao/",
    "/rili/",
    "/shuju/",
)


def _moment(day):
    return timezone.make_aware(datetime.combine(day, time()))


class NoticeFeed(Feed):
    feed_type, title, link, subtitle = Atom1Feed, "信保贷公示", "/gongshi/", "候选信用企业（户）公示"

    def items(self):
        return Notice.objects.public().order_by("-published_on")[:50]

    def item_title(self, notice):
        return f"{notice.number} {notice.title}"

    def item_description(self, notice):
        return period_in_words(notice, clock.today())

    def item_pubdate(self, notice):
        return _moment(notice.published_on)

    item_updateddate = item_pubdate


class AnnouncementFeed(Feed):
    feed_type, title, link, subtitle = Atom1Feed, "信保贷公告", "/gonggao/", "认定、取消、更正等公告"

    def items(self):
        return Announcement.objects.public(clock.today())[:50]

    def item_title(self, announcement):
        return f"{announcement.number} {announcement.title}"

    def item_description(self, announcement):
        return announcement.get_kind_display()

    def item_pubdate(self, announcement):
        return _moment(announcement.published_on)

    item_updateddate = item_pubdate


def sitemap(request):
    records = [n.get_absolute_url() for n in Notice.objects.public()]
    records += [a.get_absolute_url() for a in Announcement.objects.public(clock.today())]
    urls = [request.build_absolute_uri(path) for path in (*PAGES, *records)]
    return render(request, "pages/sitemap.xml", {"urls": urls}, content_type="application/xml; charset=utf-8")


def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /cms/",
        "Disallow: /fankui/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
