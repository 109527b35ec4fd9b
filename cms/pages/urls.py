"""Records at permanent addresses, boards, counters, feeds and the sitemap: what is not a page of the editors."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("gongshi/", views.notices, name="notices"),
    path("gonggao/", views.announcements, name="announcements"),
    path("minglu/", views.roster, name="roster"),
    path("chaxun/", views.check, name="check"),
    path("fankui/", views.feedback, name="feedback"),
    path("shenbao/", views.apply, name="apply"),
    path("n/<slug:serial>/", views.record, name="record"),
    path("n/<slug:serial>.json", views.record_json, name="record_json"),
    path("n/<slug:serial>.csv", views.record_csv, name="record_csv"),
    path("feeds/notices.atom", views.NoticeFeed(), name="notice_feed"),
    path("feeds/announcements.atom", views.AnnouncementFeed(), name="announcement_feed"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
