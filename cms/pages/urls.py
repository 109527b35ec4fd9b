"""Records at permanent addresses, boards, counters, feeds and the sitemap: what is not a page of the editors."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("gongshi/", views.notices, name="notices"),
    path("gonggao/", views.announcements, name="announcements"),
    path("minglu/", views.roster, name="roster"),
    path("chaxun/", views.check, name="check"),
    path("heimingdan/", views.blacklist, name="blacklist"),
    path("yangshi/", views.style_guide, name="style_guide"),
    path("sousuo/", views.sousuo, name="sousuo"),
    path("rili/", views.calculator, name="calculator"),
    path("shuju/", views.open_data, name="open_data"),
    path("dingyue/", views.subscribe, name="subscribe"),
    path("dingyue/queren/<str:token>/", views.confirm_subscription, name="confirm_subscription"),
    path("dingyue/tuiding/<str:token>/", views.end_subscription, name="end_subscription"),
    path("chaxun/<str:code>/statement.json", views.paper_statement, name="paper_statement"),
    path("chaxun/<str:code>/statement.sig", views.signature, name="signature"),
    path(".well-known/xinbaodai-keys.json", views.key_list, name="key_list"),
    path(".well-known/xinbaodai-key-<slug:name>.pem", views.key_file, name="key_file"),
    path("fankui/", views.feedback, name="feedback"),
    path("fankui/huizhi/", views.feedback_receipt, name="feedback_receipt"),
    path("fankui/jindu/", views.feedback_progress, name="feedback_progress"),
    path("fankui/shuoming/", views.statement, name="statement"),
    path("shenbao/", views.apply, name="apply"),
    path("shenbao/jixu/", views.apply_resume, name="apply_resume"),
    path("shenbao/jindu/", views.apply_progress, name="apply_progress"),
    path("shenbao/huizhi/", views.apply_receipt, name="apply_receipt"),
    path("shenbao/biao/", views.apply_form, name="apply_form"),
    path("shenbao/buzheng/", views.apply_supplement, name="apply_supplement"),
    path("shenbao/<slug:name>/", views.apply_step, name="apply_step"),
    path("opinion/<str:token>/", views.opinion_link, name="opinion_link"),
    path("n/<slug:serial>/", views.record, name="record"),
    path("n/<slug:serial>/<int:ordinal>/", views.entry, name="entry"),
    path("n/<slug:serial>.json", views.record_json, name="record_json"),
    path("n/<slug:serial>.txt", views.record_text, name="record_text"),
    path("n/<slug:serial>.png", views.record_picture, name="record_picture"),
    path("n/<slug:serial>.square.png", views.record_square, name="record_square"),
    path("n/<slug:serial>.csv", views.record_csv, name="record_csv"),
    path("n/<slug:serial>.canonical.json", views.record_canonical, name="record_canonical"),
    path("n/<slug:serial>/zhengming/", views.certificate, name="certificate"),
    path(
        "n/<slug:serial>/zhengming.canonical.json", views.certificate_canonical, name="certificate_canonical"
    ),
    path("n/<slug:serial>/zhengming.docx", views.certificate_word, name="certificate_word"),
    path("feeds/notices.atom", views.NoticeFeed(), name="notice_feed"),
    path("feeds/announcements.atom", views.AnnouncementFeed(), name="announcement_feed"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
