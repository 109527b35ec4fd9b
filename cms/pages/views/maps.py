"""Where everything is: the map of the site for people, sitemap.xml and robots.txt for machines."""

from django.http import HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from cms.pages.menus import address_of, tree
from cms.pages.models import HomePage
from publicity.models import Announcement, Notice
from registry.history import clock

BOARDS = (
    ("/", "首页"), ("/gongshi/", "公示"), ("/gonggao/", "公告"), ("/minglu/", "信用企业（户）名录"), ("/chaxun/", "查企业、验文书"),
    ("/shenbao/", "自行申报"), ("/fankui/", "异议与反馈"), ("/zixun/", "咨询留言"), ("/rili/", "日期计算"), ("/shuju/", "开放数据"), ("/ditu/", "站点地图"),
)  # fmt: skip
MORE = (
    ("/shenbao/jindu/", "查询申报进度"), ("/fankui/jindu/", "查询异议办理进度"), ("/fankui/shuoming/", "被反映对象说明"),
    ("/zixun/jindu/", "查询留言答复"), ("/sousuo/", "站内查找"), ("/dingyue/", "邮件订阅"), ("/heimingdan/", "失信名单怎样公布"), ("/api/v1/docs/", "数据接口说明"), ("/yangshi/", "本站样式"),
    ("/feeds/notices.atom", "公示订阅源"), ("/feeds/announcements.atom", "公告订阅源"),
)  # fmt: skip


def site_map(request):
    pages = [(address_of(top), top.title, [(address_of(p), p.title) for p in inner]) for top, inner in tree()]
    return render(request, "pages/map.html", {"boards": BOARDS, "more": MORE, "pages": pages})


def sitemap(request):
    """Every public address with the day it last changed. Lists of persons whose publicity is over are not named."""
    today = clock.today()
    urls = [(path, None) for path, _ in BOARDS if path != "/"]
    home = HomePage.objects.first()
    urls = [("/", home.last_published_at if home else None), *urls]
    pages = Page.objects.live().public().filter(depth__gte=3).order_by("path")
    urls += [(address_of(page), page.last_published_at) for page in pages]
    urls += [
        (n.get_absolute_url(), n.published_on)
        for n in Notice.objects.open_on(today).order_by("-published_on")
    ]
    urls += [(a.get_absolute_url(), a.published_on) for a in Announcement.objects.public(today)]
    told = [(request.build_absolute_uri(path), day) for path, day in urls]
    return render(request, "pages/sitemap.xml", {"urls": told}, content_type="application/xml; charset=utf-8")


def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /cms/",
        "Disallow: /fankui/",
        "Disallow: /zixun/jindu/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
